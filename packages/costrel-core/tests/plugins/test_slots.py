"""Who fills a slot."""

import logging
from types import SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins.slots import ESSENTIAL
from costrel_spec import SLOTS
from costrel_spec.errors import (
    NoProvider,
    PluginSetupFailed,
    TwoProviders,
    UnknownHook,
    UnknownPlugin,
    UnknownSlot,
)

pytestmark = pytest.mark.alone


def provider(answer: str, slot: str = "templates") -> str:
    """The source of a plugin that provides a slot and keeps count."""
    return f"""asked = 0
class Filling(str):
    render = dumps = loads = str.title
@hookimpl
def provide_{slot}(app):
    global asked
    asked += 1
    answer = {answer}
    return answer and Filling(answer)
"""


WRAPPING = """class Wrapping:
    def __init__(self, inner): self.inner = inner
    def render(self): ...
@hookimpl
def provide_templates(inner):
    return Wrapping(inner())
"""


def test_a_provider_is_given_what_would_fill_the_slot_without_it(acme: Any, assemble: Any) -> None:
    """The best below it, called only when the provider asks; of its equals none."""
    acme("outer", WRAPPING)
    acme("equal", provider("'equal'"))
    acme("own", provider("None"))
    acme("deep", WRAPPING)
    import acme_deep
    import acme_equal
    import acme_own

    made = assemble(parts=["own"], plugins=["outer", "equal"], builtin=[("base", acme_deep)])
    filled = made.provide("templates", "outer")
    assert type(filled.inner).__module__ == "acme_deep"
    assert filled.inner.inner is None
    assert (acme_own.asked, acme_equal.asked) == (1, 0)
    assert made.provider_name("templates") == "outer"


def test_what_is_below_is_checked_as_well(acme: Any, assemble: Any) -> None:
    """The one that failed is named, and the one that asked for it."""
    acme("outer", WRAPPING)
    acme("own", "@hookimpl\ndef provide_templates(app): return 5")
    with pytest.raises(PluginSetupFailed, match=r"'outer' .*'own' .*provide_templates answered 5"):
        assemble(parts=["own"]).provide("templates", None)


def test_nobody_provides_an_empty_slot(assemble: Any) -> None:
    """The answer is None, which is no error."""
    made = assemble()
    assert made.provide("templates", None) is None
    assert made.provider_name("templates") is None


def test_the_only_provider_wins(acme: Any, assemble: Any, app: Any) -> None:
    """It is called with the application, and known as the provider from then on."""
    app.engine = SimpleNamespace(render=str)
    acme("maple", "@hookimpl\ndef provide_templates(app): return app.engine")
    made = assemble()
    assert made.provider_name("templates") is None
    assert made.provide("templates", None) is app.engine
    assert made.provider_name("templates") == "maple"


@pytest.mark.parametrize("slot", SLOTS)
def test_what_lacks_the_methods_of_the_slot_can_not_fill_it(
    acme: Any, assemble: Any, slot: str
) -> None:
    """The error names plugin, slot and methods; one that is optional is left out."""
    acme("five", f"@hookimpl\ndef provide_{slot}(app): return 5")
    absent = " and no ".join(ESSENTIAL[slot])
    words = (
        rf"'five' .*provide_{slot} answered 5, .* the slot '{slot}', .* no method {absent}\. Rep"
    )
    with pytest.raises(PluginSetupFailed, match=words):
        assemble().provide(slot, None)
    made = assemble(optional=["five"])
    assert made.provide(slot, None) is None
    assert made.names == ()


def test_an_alternative_wins_over_a_part_and_a_part_over_what_is_built_in(
    acme: Any, assemble: Any
) -> None:
    """Only the winner is called."""
    acme("alt", provider("'alt'"))
    acme("own", provider("'own'"))
    acme("deep", provider("'deep'"))
    import acme_alt
    import acme_deep
    import acme_own

    builtin = [("core", acme_deep)]
    taken = {"parts": ("own",), "builtin": builtin}
    assert assemble(plugins=["alt"], **taken).provide("templates", None) == "alt"
    assert (acme_alt.asked, acme_own.asked, acme_deep.asked) == (1, 0, 0)
    assert assemble(plugins=[], **taken).provide("templates", None) == "own"
    assert assemble(plugins=[], builtin=builtin).provide("templates", None) == "deep"
    assert (acme_alt.asked, acme_own.asked, acme_deep.asked) == (1, 1, 1)


def test_the_choice_wins_over_everything(acme: Any, assemble: Any) -> None:
    """Also where there would be a conflict, and also if it is the default."""
    for name in ("one", "two", "own"):
        acme(name, provider(repr(name)))
    made = assemble(parts=("own",))
    for name in ("one", "two", "own"):
        assert made.provide("templates", name) == name
        assert made.provider_name("templates") == name


def test_two_alternatives_are_refused(acme: Any, assemble: Any) -> None:
    """The error names both plugins, their distributions and versions, and the remedy."""
    acme("maple", provider("1"), version="1.4")
    acme("chameleon", provider("1"), version="0.3")
    made = assemble()
    for ask in (lambda: made.provide("templates", None), lambda: made.check_slots({})):
        with pytest.raises(TwoProviders) as caught:
            ask()
        text = str(caught.value)
        first = (
            "'chameleon' (acme-chameleon 0.3) and 'maple' (acme-maple 1.4) both provide the slot"
        )
        assert text.startswith(f"{first} 'templates'.")
        assert 'Choose one: SLOTS = {"templates": "chameleon"}, or uninstall the other.' in text
        assert text.endswith("[costrel:two-providers]")


def test_three_alternatives_are_all_named(acme: Any, assemble: Any) -> None:
    """The text holds for any number."""
    for name in ("x", "y", "z"):
        acme(name, provider("1"))
    with pytest.raises(
        TwoProviders, match=r"'x' \(.*\), 'y' \(.*\) and 'z' \(.*\) all.*the others\."
    ):
        assemble().provide("templates", None)


def test_none_passes_the_question_on(acme: Any, assemble: Any) -> None:
    """An alternative that is not configured leaves the slot to the default."""
    acme("alt", provider("None"))
    acme("own", provider("'own'"))
    made = assemble(parts=("own",))
    assert made.provide("templates", None) == "own"
    assert made.provider_name("templates") == "own"


def test_a_chosen_plugin_may_not_decline(acme: Any, assemble: Any) -> None:
    """Quietly taking the default instead would be no choice at all."""
    acme("alt", provider("None"))
    acme("own", provider("'own'"))
    with pytest.raises(NoProvider, match=r"SLOTS chooses 'alt' \(acme-alt 1\.0\).*'alt', 'own'"):
        assemble(parts=("own",)).provide("templates", "alt")


def test_an_unknown_slot_is_refused(assemble: Any) -> None:
    """The error suggests the slot that was meant and lists them all."""
    with pytest.raises(
        UnknownSlot, match=r"no slot 'template'\. Did you mean 'templates'\?.*router"
    ):
        assemble().provide("template", None)


def test_an_unknown_choice_is_refused(acme: Any, assemble: Any) -> None:
    """The error tells whether the plugin is missing or only not selected."""
    acme("maple", provider("1"))
    made = assemble()
    with pytest.raises(
        UnknownPlugin, match=r"chooses 'mople' .* is not installed\. Did you mean 'maple'"
    ):
        made.provide("templates", "mople")
    with pytest.raises(UnknownPlugin, match=r"'maple' .* is installed but not selected.*none is"):
        assemble(plugins=[]).check_slots({"templates": "maple"})


def test_a_choice_that_does_not_provide_the_slot_is_refused(acme: Any, assemble: Any) -> None:
    """The error names those that do."""
    acme("maple", provider("1"))
    acme("shop")
    with pytest.raises(
        NoProvider, match=r"'shop' \(acme-shop 1\.0\) for the slot 'templates'.*'maple'"
    ):
        assemble().check_slots({"templates": "shop"})


def test_a_possible_choice_is_no_error(acme: Any, assemble: Any) -> None:
    """Checking calls nobody."""
    acme("maple", provider("1 / 0"))
    made = assemble()
    made.check_slots({"templates": "maple"})
    made.check_slots({})


def test_a_take_over_is_logged_once(
    acme: Any, assemble: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Installing must never surprise."""
    acme("maple", provider("'maple'"), version="1.4")
    acme("own", provider("'own'"))
    caplog.set_level(logging.INFO)
    made = assemble(parts=("own",))
    for _twice in range(2):
        made.provide("templates", None)
        made.set_up()
    assert [record.getMessage() for record in caplog.records] == [
        "templates: maple 1.4 instead of own"
    ]


def test_a_slot_that_is_filled_after_the_boot_is_logged_then(
    acme: Any, assemble: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """A slot that no request needs, as that of commands, may be filled at any time."""
    acme("maple", provider("'maple'"), version="1.4")
    acme("own", provider("'own'"))
    caplog.set_level(logging.INFO)
    made = assemble(parts=("own",))
    made.set_up()
    assert caplog.messages == []
    for _twice in range(2):
        made.provide("templates", None)
        assert caplog.messages == ["templates: maple 1.4 instead of own"]


def test_who_takes_nothing_over_is_not_logged(
    acme: Any, assemble: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither a part in place of what is built in, nor an alternative to nothing."""
    acme("own", provider("'own'", "json"))
    acme("deep", provider("'deep'", "json"))
    acme("maple", provider("'maple'"))
    caplog.set_level(logging.INFO)
    import acme_deep

    made = assemble(parts=("own",), deny=["deep"], builtin=[("core", acme_deep)])
    assert [made.provide("json", None), made.provide("templates", None)] == ["own", "maple"]
    made.set_up()
    assert not caplog.records


def test_the_ledger_knows_who_fills_a_slot(acme: Any, assemble: Any) -> None:
    """With the value, and the place of the hook."""
    acme("maple", provider("'maple'"))
    made = assemble()
    made.provide("templates", None)
    made.provide("templates", None)
    (entry,) = made.ledger.entries("slot", "templates")
    assert (entry.owner.name, entry.value) == ("maple", "maple")
    assert entry.place
    assert "acme_maple.py:" in entry.place


def test_a_provider_that_fails_names_itself(acme: Any, assemble: Any) -> None:
    """Chosen or not, and also where it is optional but chosen."""
    acme("maple", provider("1 / 0"))
    with pytest.raises(
        PluginSetupFailed, match=r"'maple' \(acme-maple 1\.0\).*provide_templates raised Zero"
    ):
        assemble().provide("templates", None)
    with pytest.raises(PluginSetupFailed):
        assemble(optional=["maple"]).provide("templates", "maple")


def test_an_optional_provider_that_fails_leaves_the_slot_to_the_default(
    acme: Any, assemble: Any
) -> None:
    """It is left out altogether."""
    acme("maple", provider("1 / 0"))
    acme("own", provider("'own'"))
    made = assemble(parts=("own",), optional=["maple"])
    assert made.provide("templates", None) == "own"
    assert made.names == ("own",)


CACHE = "plugin = Plugin(slots={'cache'})"


def test_plugins_define_slots(acme: Any, assemble: Any) -> None:
    """Another one fills it."""
    acme("caching", CACHE)
    acme("vault", provider("'vault'", "cache"))
    made = assemble()
    assert made.slots == {*SLOTS, "cache"}
    assert made.provide("cache", None) == "vault"


def test_a_slot_that_nobody_defines_can_not_be_filled(acme: Any, assemble: Any) -> None:
    """The error names plugin, hook and remedy, and suggests a slot that there is."""
    acme("vault", provider("1", "cache"))
    with pytest.raises(
        UnknownHook, match=r"'vault' \(acme-vault 1\.0\).*'provide_cache'.*slots=\{'cache'\}"
    ):
        assemble()
    acme("maple", provider("1", "templats"))
    with pytest.raises(UnknownHook, match=r"Did you mean 'provide_templates'\?"):
        assemble(deny=["vault"])


def test_an_optional_plugin_with_an_unknown_slot_is_left_out(acme: Any, assemble: Any) -> None:
    """So are those that require it."""
    acme("vault", provider("1", "cache") + provider("1", "queue"))
    acme("jobs", "plugin = Plugin(requires={'vault'})")
    assert assemble(optional=["vault", "jobs"]).names == ()


def test_a_default_that_requires_the_provider_that_failed_is_not_asked(
    acme: Any, assemble: Any
) -> None:
    """It was left out with it."""
    acme("maple", provider("1 / 0"))
    acme("own", "plugin = Plugin(requires={'maple'})\n" + provider("'own'"))
    made = assemble(parts=("own",), optional=["maple", "own"])
    assert made.provide("templates", None) is None
    assert made.names == ()
