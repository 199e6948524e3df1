"""The kit of the slot ``testing``: the default keeps its promises, who breaks one is found out."""

import pytest

from costrel_testing.contracts import ClientsContract


class TestDefault(ClientsContract):
    """Clients that are built on Werkzeug's."""


WRONG = {
    "IgnoresTheApplicationsClass": {
        "test_a_class_of_the_application": "The client is <IgnoresTheApplicationsClass",
    },
    "WithoutCookies": {
        "test_cookies": "The cookies is {} and should be {'a': '1', 'way': '1'}",
        "test_places_of_cookies": "The cookies for another path is {}",
        "test_session_transactions": "The count is None and should be 1",
    },
    "AlwaysCookies": {
        "test_cookies_of_clients": "The cookies with use_cookies=False is {'a': '1'}",
        "test_session_transactions_without_cookies": "should raise TypeError and raised nothing",
    },
    "CookiesForEveryone": {
        "test_places_of_cookies": "The cookies for another host is {'a': '1', 'b': '1'}",
    },
    "SharedCookies": {"test_cookies_of_clients": "The cookies of another client is {'a': '1'}"},
    "FollowsAlways": {"test_redirects": "The status is 200 and should be 302"},
    "ForgetsTheMethod": {
        "test_methods_of_redirects": "What came after 307 is 'GET {}' and should be",
    },
    "HidesErrors": {"test_errors": "should raise ZeroDivisionError and raised nothing"},
    "LosesContexts": {"test_contexts_are_kept": "No request is current after the first one"},
    "KeepsContexts": {"test_contexts_end": "The request is current after its answer"},
    "SavesInAnyCase": {
        "test_session_transactions_that_fail": "The count of the next request is '11'",
    },
    "FixedAddress": {
        "test_the_address": "is 'http://localhost/echo/' and should be 'https://shop.test/shop/ec",
    },
}


@pytest.mark.parametrize(("wrong", "seen"), WRONG.items(), ids=WRONG)
def test_a_broken_promise_is_named(broken, wrong: str, seen: dict[str, str]) -> None:
    """The one that the client breaks with what was seen, and no other."""
    found = broken(ClientsContract, f"wrong.clients:{wrong}.plugin")
    assert found.keys() == seen.keys(), found
    assert [text for name, text in found.items() if seen[name] not in text] == []
