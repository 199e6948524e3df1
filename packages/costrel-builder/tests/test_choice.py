"""Which parts a distribution has."""

import pytest

from costrel_builder.choice import STANDARD, chosen, split
from costrel_builder.errors import DistributionRefused


def names(*given: str, without: tuple[str, ...] = ()) -> list[str]:
    """The names of the chosen parts."""
    return [part.name for part in chosen(given, without)]


def test_without_a_word_it_has_the_parts_of_the_bundle() -> None:
    """In their order."""
    assert names() == list(STANDARD) == ["sessions", "templating", "signals", "cli", "testing"]


@pytest.mark.parametrize("given", ["templates:chalk", "templating:chalk", "chalk"])
def test_a_part_takes_the_place_of_another(provide, given: str) -> None:
    """Of that which fills the same slot; the place is spelt by slot or part, or follows."""
    provide("chalk", "templates")
    assert names(given) == ["sessions", "chalk", "signals", "cli", "testing"]


@pytest.mark.parametrize("given", ["json:fast", "fast"])
def test_a_part_may_fill_what_the_bundle_leaves_to_the_core(provide, given: str) -> None:
    """It comes last."""
    provide("fast", "json")
    assert names(given) == [*STANDARD, "fast"]


def test_a_part_may_replace_the_signals_or_fill_no_slot(install, provide) -> None:
    """Signals have no slot; any other plugin without one is added."""
    install("loud", "acme-loud", "")
    provide("stamp")
    assert names("signals:loud", "stamp") == [
        "sessions", "templating", "loud", "cli", "testing", "stamp",
    ]  # fmt: skip


def test_a_part_may_fill_the_slot_that_another_one_defines(install, provide) -> None:
    """It is known once that part is chosen."""
    install("caches", "acme-caches", "plugin = Plugin(slots={'cache'})")
    provide("quick", "cache")
    assert names("caches", "cache:quick", without=tuple(STANDARD)) == ["caches", "quick"]
    with pytest.raises(DistributionRefused, match="There is no slot 'cache'"):
        names("cache:quick")


def test_a_part_may_fill_two_slots(provide) -> None:
    """It is there once."""
    provide("both", "templates", "sessions")
    assert names("both") == ["both", "signals", "cli", "testing"]
    assert names("sessions:both", "templates:both") == ["both", "signals", "cli", "testing"]
    with pytest.raises(
        DistributionRefused, match="'both' and 'templating' provide the slot 'templates'"
    ):
        names("sessions:both")


@pytest.mark.parametrize("name", ["templating", "templates"])
def test_a_part_is_left_out(name: str) -> None:
    """By its name or its slot's."""
    assert names(without=(name,)) == ["sessions", "signals", "cli", "testing"]


@pytest.mark.parametrize("given", ["cli:rich", "rich"])
def test_a_part_that_wraps_another_comes_beside_it(install, given: str) -> None:
    """So that other must be there."""
    install("rich", "acme-rich", "@hookimpl\ndef provide_cli(app, inner): ...")
    assert names(given) == [*STANDARD, "rich"]
    with pytest.raises(DistributionRefused, match="leaves 'cli' out"):
        names(given, without=("cli",))


def test_a_part_of_the_bundle_may_be_named_for_its_own_place() -> None:
    """Which changes nothing."""
    assert names("templates:templating", "signals") == list(STANDARD)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            "template:chalk",
            r"no slot 'template'.* by 'chalk'\. Did you mean 'templat.*The slots are cli, json, ",
        ),
        (
            "json:chalk",
            "'chalk' of acme-chalk 1.2.3 does not provide the slot 'json': it fills templ",
        ),
        ("json:signals", "does not provide the slot 'json': it fills no slot"),
        ("json:nobody", "no part 'nobody'"),
        ("json:", "'json:' names no part. Write it as SLOT:PART"),
        (":chalk", "names no part"),
        ("a:b:chalk", "names no part"),
    ],
)
def test_what_does_not_fit_is_refused(provide, given: str, message: str) -> None:
    """A slot or part that is not there, or not each other's."""
    provide("chalk", "templates")
    with pytest.raises(DistributionRefused, match=message):
        names(given)


def test_two_parts_for_one_place_are_refused(provide) -> None:
    """As an application would refuse to start with them."""
    provide("chalk", "templates")
    provide("chameleon", "templates")
    provide("fast", "json")
    provide("faster", "json")
    with pytest.raises(DistributionRefused, match="Both 'chalk' and 'chameleon' were to take"):
        names("chalk", "chameleon")
    with pytest.raises(DistributionRefused, match="'fast' and 'faster' provide the slot 'json'"):
        names("fast", "faster")


def test_what_is_left_out_must_have_been_there() -> None:
    """And can't be replaced as well."""
    with pytest.raises(DistributionRefused, match=r"'core', which is no part of the bundle\. Its"):
        names(without=("core",))
    with pytest.raises(DistributionRefused, match="leaves 'cli' out, and --with puts 'cli' in"):
        names("cli", without=("cli",))


def test_lists_have_commas_or_blanks() -> None:
    """And options are repeated."""
    assert split(["a,b", "c d,", ""]) == ["a", "b", "c", "d"]
