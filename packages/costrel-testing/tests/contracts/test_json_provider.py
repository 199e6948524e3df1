"""The kit of the slot ``json``: the default keeps its promises, and who breaks one is found out."""

import pytest

from costrel_testing.contracts import JSONContract


class TestDefault(JSONContract):
    """JSON by the standard library."""


WRONG = {
    "WithoutDates.plugin": {
        "test_common_types_are_written": "TypeError was raised: <class 'datetime.date'> is not",
    },
    "IsoDates.plugin": {
        "test_common_types_are_written": "is '2024-02-29' and should be 'Thu, 29 Feb 2024 00:00",
    },
    "TextOfAnything.plugin": {
        "test_other_types_are_refused": "should raise TypeError and raised nothing",
    },
    "WritesNaN.plugin": {
        "test_numbers_without_a_word_are_refused": "dumps(nan) should raise ValueError",
    },
    "TextFiles.plugin": {"test_files": "expected str instance, bytes found"},
    "Unguarded.plugin": {"test_deep_nesting_is_refused": "RecursionError was raised"},
    "AlwaysCompact.plugin": {
        "test_responses_are_indented_in_debug_mode": "the response is ['{\"a\":[1,2]}']",
    },
    "Both.plugin": {
        "test_a_response_of_both_is_refused": "response(1, a=2) should raise TypeError"
    },
    "FirstOnly.plugin": {
        "test_a_response_holds_its_arguments": "response(*(1, 2), **{}).data, read again, is 1",
    },
    "Unsorted.plugin": {"test_keys_are_sorted": '{"b": 1, '},
    "Rounding.plugin": {
        "test_a_value_comes_back": "9007199254740993 was dumped",
        "test_text_of_others_is_read": "is 9007199254740992 and should be 9007199254740993",
    },
    "Spaced.plugin": {
        "test_separators": '{"a": [1, 2], ',
        "test_responses_are_compact": '{"a": [1, 2]}',
    },
    "ForOneApplication": {
        "test_applications": "Two applications share one provider",
        "test_the_class_of_responses": "is none of response_class",
        "test_responses_are_indented_in_debug_mode": "Debug mode is on, and",
    },
}


@pytest.mark.parametrize(("wrong", "seen"), WRONG.items(), ids=WRONG)
def test_a_broken_promise_is_named(broken, wrong: str, seen: dict[str, str]) -> None:
    """The one that the provider breaks with what was seen, and no other."""
    found = broken(JSONContract, f"wrong.json_providers:{wrong}")
    assert found.keys() == seen.keys(), found
    assert [text for name, text in found.items() if seen[name] not in text] == []
