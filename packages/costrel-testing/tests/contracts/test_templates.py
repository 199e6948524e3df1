"""The kit of the slot ``templates``: the default keeps its promises, who breaks one is found out."""

import pytest

from costrel_testing.contracts import TemplatesContract


class TestDefault(TemplatesContract):
    """Jinja."""


WRONG = {
    "WithoutEscaping": {
        "test_markup_is_escaped": "page.html is '<b>&' and should be '&lt;b&gt;&amp;'",
        "test_strings_are_escaped": "The text is '<b>&'",
        "test_the_application_decides": "page.txt is '<b>&' and should be '&lt;b&gt;&amp;'",
    },
    "EscapesFilesOnly": {
        "test_strings_are_escaped": "The text is '<b>&'",
        "test_the_application_decides": "The names is",
    },
    "EscapesEverything": {
        "test_text_is_not_escaped": "mail.txt is '&lt;b&gt;&amp;' and should be",
        "test_the_application_decides": "page.html is '&lt;b&gt;&amp;' and should be '<b>&'",
    },
    "EscapesByItsOwnList": {
        "test_the_application_decides": "page.txt is '<b>&' and should be '&lt;b&gt;&amp;'",
    },
    "OnlyTheUsualNames": {"test_names_of_the_application": "The text is '' and should be 'everywh"},
    "WithoutSession": {
        "test_standard_names": "The page with \"{{ session['user'] }}\" is '[]' and should be '[Ada]'",
    },
    "WithoutProcessors": {
        "test_context_processors": "The value in a request for / is '' and should be 'application'",
        "test_plugins_add_values": "The text is '' and should be 'plugin'",
        "test_hooks": "{'value': 'text', 'added': None}",
    },
    "ProcessorsWin": {
        "test_context_processors": "in a request for /shop is 'application' and should be 'shop'",
        "test_given_values_win": "The text is 'processor' and should be 'given'",
    },
    "BlueprintsFirst": {"test_blueprints": "['in all: two', 'in both: two', 'in one: two']"},
    "Quiet": {
        "test_hooks": "What fired is []",
        "test_the_context_can_be_changed": "The text is 'given' and should be 'changed'",
    },
    "EarlyRendered": {
        "test_streams": "What fired before the last chunk is ['before_render', 'rendered']",
    },
    "EagerStreams": {
        "test_streams": "What fired before the last chunk is ['before_render', 'rendered']",
        "test_streams_wait": "What was called before the stream was read is ['called']",
    },
    "ForgetsTheLate": {"test_registrations": "No filter named 'shout'"},
    "AnyFile": {
        "test_names_stay_inside": "render('../secret.html') should raise LookupError and raised noth",
    },
    "VagueErrors": {
        "test_missing_templates": "RuntimeError was raised: could not render: missing.html",
        "test_names_stay_inside": "RuntimeError was raised",
        "test_blueprints_that_come_later": "RuntimeError was raised",
    },
    "RemembersTheMissing": {
        "test_blueprints_that_come_later": "TemplateNotFound was raised: late.html",
    },
}


@pytest.mark.parametrize(("wrong", "seen"), WRONG.items(), ids=WRONG)
def test_a_broken_promise_is_named(broken, wrong: str, seen: dict[str, str]) -> None:
    """The one that the engine breaks with what was seen, and no other."""
    found = broken(TemplatesContract, f"wrong.engines:{wrong}.plugin")
    assert found.keys() == seen.keys(), found
    assert [text for name, text in found.items() if seen[name] not in text] == []


class Plain(TemplatesContract):
    """Of a language that can only insert."""

    sources = {"value": "{{ value }}"}


def test_what_a_language_lacks_is_skipped() -> None:
    """The reason names the source."""
    with pytest.raises(pytest.skip.Exception, match="nothing for the source 'export'"):
        Plain().source("export")
    assert Plain().source("value") == "{{ value }}"


@pytest.mark.parametrize("answer", ["", None, "Jinja's environment was meant"])
def test_an_engine_without_environment_says_whose_it_was(answer: str | None) -> None:
    """Returning one is right, too."""

    class Engine:
        name = "jinja"

        def create_environment(self) -> object:
            if answer is None:
                return object()
            raise AttributeError(answer)

    kit = Plain()
    if answer == "":
        with pytest.raises(AssertionError, match="does not name 'jinja'"):
            kit.test_the_environment(Engine())
    else:
        kit.test_the_environment(Engine())
