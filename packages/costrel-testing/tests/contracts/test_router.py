"""The kit of the slot ``router``: the default keeps its promises, and who breaks one is found out."""

import pytest

from costrel_testing.contracts import RouterContract


class TestDefault(RouterContract):
    """The index over Werkzeug's rules."""


WRONG = {
    "WithoutHead": {
        "test_head": "The answer to /page (method: HEAD) is '405, allowed: GET'",
    },
    "WithoutAllow": {
        "test_methods_that_no_rule_has": "(method: DELETE) is '405, allowed: ' and should be",
        "test_refusals_are_answered": "Allow of the answer to POST /a is []",
    },
    "WithoutRedirects": {
        "test_a_slash_that_is_missing": "The answer to /list?page=2 is '404 NotFound'",
    },
    "TakesWhatConvertersRefuse": {
        "test_converters_that_refuse": """The answer to /7 is "/<even:n>(n='7')\"""",
    },
    "OneHost": {
        "test_hosts": "(base_url: http://ada.users.test) is 'shop()' and should be",
        "test_subdomains": "(base_url: http://api.site.test) is 'main()' and should be 'api()'",
    },
    "InOrder": {
        "test_the_more_specific_rule_wins": "The rule for /new, of ['/<name>', '/new'], is '/<name>'",
        "test_rules_that_come_later": "The answer to /new is \"/<name>(name='new')\"",
    },
    "NoWebSockets": {
        "test_websockets": "The answer to /socket is '/socket()' and should be '400 Websocket",
    },
    "RemembersPaths": {
        "test_arguments_are_new": "The answer to / is '/(changed=True, page=1)'",
        "test_rules_that_come_later": "The answer to /new is \"/<name>(name='new')\"",
    },
    "ForOneKindOfMap": {"test_classes_of_maps": "KeyError was raised: 'index'"},
    "ForOneMap": {"test_another_map": "The answer to /before is '/before()' and should be '404"},
    "KeepsRefusals": {
        "test_refusals_are_new": "GET /nowhere is refused with one exception twice",
    },
}


@pytest.mark.parametrize(("wrong", "seen"), WRONG.items(), ids=WRONG)
def test_a_broken_promise_is_named(broken, wrong: str, seen: dict[str, str]) -> None:
    """The one that the router breaks with what was seen, and no other."""
    found = broken(RouterContract, f"wrong.routers:{wrong}.plugin")
    assert found.keys() == seen.keys(), found
    assert [text for name, text in found.items() if seen[name] not in text] == []
