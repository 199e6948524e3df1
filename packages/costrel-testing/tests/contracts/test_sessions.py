"""The kit of the slot ``sessions``: whoever keeps its promises passes, and who breaks one is found out."""

from pkgutil import resolve_name

import pytest

from costrel_testing.contracts import SessionsContract
from costrel_testing.contracts.verdict import judge


class TestDefault(SessionsContract):
    """Signed cookies."""


def test_sessions_with_every_capability_are_judged_wholly(wrong_folder) -> None:
    """There is nothing that does not apply to them, but for the key that they do not need."""
    verdicts = judge(SessionsContract, "right.memory_sessions:Provider")
    left = {each.test: (each.outcome, each.seen) for each in verdicts if each.outcome != "kept"}
    assert left == {"test_without_a_key": ("not applicable", "these sessions need no secret key")}


EMPTIED = {
    "test_a_session_can_be_emptied": "The content is {'a': 1} and should be {}",
    "test_deletion": "Set-Cookie is 'none'",
}
WRONG = {
    "WithoutVary": {
        "test_vary": "Vary after reading an empty one is [''] and should be ['Cookie']",
        "test_other_headers": "Vary is {'accept-language'}",
        "test_refresh": "Vary is None and should be 'Cookie'",
    },
    "VaryByCookieAlone": {"test_other_headers": "Vary is {'cookie'}"},
    "SetsEachTime": {
        "test_untouched": "Set-Cookie is ['session=",
        "test_read": "Set-Cookie is ['session=",
        "test_no_refresh": "Set-Cookie where it is read is ['session=",
    },
    "NeverDeletes": {"test_deletion": "Set-Cookie is 'none'"},
    "KeepsEmptied": {**EMPTIED, "test_vary": "Vary after reading an empty one is ['']"},
    "DeletesByName": {"test_deletion": "The attributes of the deletion is ['Path=/'] and should"},
    "OwnAttributes": {"test_attributes": "SameSite=Strict', with {}"},
    "WithoutDate": {"test_a_permanent_session_has_a_date": "with a lifetime of 3:00:00"},
    "NeverRefreshes": {"test_refresh": "where a request only reads is 0 and should be 1"},
    "Unsigned": {
        "test_forged_cookies": "and should be {}",
        "test_a_session_ends": "The content after two seconds is {'_permanent': True, 'a': 1}",
    },
    "FailsOnForged": {
        "test_forged_cookies": "ValueError was raised: bad cookie",
        "test_a_session_ends": "ValueError was raised: bad cookie",
    },
    "EndsNever": {"test_a_session_ends": "'_permanent': True"},
    "OneForAll": {
        "test_a_session_can_be_emptied": "The content is {'a': 1} and should be {}",
        "test_visitors_are_apart": "The other visitor's content is {'name': 'Ada'}",
        "test_forged_cookies": "is {'a': 1} and should be {}",
    },
    "WithoutFlashes": {
        "test_flashes": "What was shown is [[], []] and should be [[('info', 'saved')], []]",
        "test_more_flashes": "What was shown is [] and should be ['one', 'two']",
    },
    "NoticesAssignment": {
        **EMPTIED,
        "test_changes_are_noticed": "modified is [False] and should be [True]",
        "test_flashes": "What was shown is [[('info', 'saved')], [('info', 'saved')]]",
    },
    "WritableNull": {"test_null_sessions": "is_null_session(<SecureCookieSession {}>) is false"},
    "NullEach": {
        **EMPTIED,
        "test_an_open_session_is_not_null": "<SecureCookieSession {}> is null",
        "test_vary": "Vary after reading an empty one is ['']",
    },
    "Misspelt": {"test_capabilities": "There is no capability ['revokable']"},
    "EncryptedInName": {"test_encryption": "a word to look for"},
    "IdIsCookie": {"test_identity": "holds the cookie"},
    "RevokesLater": {
        "test_revocation": "What the cookie opens is {'a': 1} and should be {}",
        "test_revocation_lasts": "What the cookie opens is {'a': 2} and should be {}",
        "test_revoking_all": "is [True, True, True] and should be [True, False, True]",
    },
    "Resurrecting": {"test_revocation_lasts": "What the cookie opens is {'a': 2} and should be {}"},
    "ListsAll": {
        "test_enumeration": "The ids is [",
        "test_revoking_all": "revoke_all(app, user, keep=id) is 2 and should be 1",
    },
    "EndsTheCurrentToo": {
        "test_revoking_all": "revoke_all(app, user, keep=id) is 2 and should be 1",
    },
    "LastWins": {"test_changes_of_several_keys": "should be {'a': 1, 'b': 2, 'c': 0}"},
    "Racing": {"test_increments": "should be {'a': 1, 'n': 40}"},
    "RotatesSometimes": {
        "test_rotation_at_log_in": "for nobody and two users is 1 and should be 3",
    },
    "OldCookieWorks": {"test_rotation": "What the old cookie opens is {'a': 1} and should be {}"},
}


@pytest.mark.parametrize(("wrong", "seen"), WRONG.items(), ids=WRONG)
def test_a_broken_promise_is_named(broken, wrong: str, seen: dict[str, str]) -> None:
    """Those that the sessions break with what was seen, and no other."""
    # One promise takes seconds, and is asked for where it matters.
    hurried = resolve_name("wrong.hurried:HurriedSessions")
    kit = SessionsContract if "test_a_session_ends" in seen else hurried
    found = broken(kit, f"wrong.sessions:{wrong}.plugin")
    assert found.keys() == seen.keys(), found
    assert [text for name, text in found.items() if seen[name] not in text] == []
