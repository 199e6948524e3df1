"""The contract of the slot ``sessions``, whole: with what only some implementations can do."""

import binascii
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from uuid import uuid4

import pytest

from costrel_spec.slots import SESSION_CAPABILITIES

from .promise import expect, expect_equal, expect_raised
from .session_cookies import SessionCookies
from .visitor import Visitor


def need(visitor: Visitor, *names: str) -> Any:
    """The interface of the application's sessions; the promise is skipped if they lack a capability."""
    interface = visitor.app.session_interface
    for name in names:
        if name not in interface.capabilities:
            pytest.skip(f"these sessions are not {name}")
    return interface


def user_key(visitor: Visitor) -> str:
    """The key under which a session has its user."""
    return str(visitor.app.config.get("SESSION_USER_KEY", "user_id"))


def log_in(visitor: Visitor, user: object) -> str:
    """Put a user into the session; its id."""
    visitor.put(**{user_key(visitor): user})
    return str(visitor.look("id"))


def adding(word: str) -> Callable[[list[str] | None], list[str]]:
    """A function that adds a word to a list, or begins one."""
    return lambda words: [*(words or []), word]


def readings(cookie: str) -> Iterator[bytes]:
    """The bytes of a cookie's value as they are, and decoded and inflated where that is possible."""
    yield cookie.encode()
    for part in cookie.replace("-", "+").replace("_", "/").split("."):
        with suppress(binascii.Error, zlib.error):
            data = binascii.a2b_base64(part + "=" * (-len(part) % 4))
            yield data
            yield zlib.decompress(data)


class SessionsContract(SessionCookies):
    """What every implementation of sessions promises, and what follows from each capability."""

    @pytest.fixture
    def user(self) -> int:
        """A user whom no other test has: what is stored may outlive the application."""
        return uuid4().int

    def test_capabilities(self, app: Any) -> None:
        """`capabilities` names only capabilities that there are."""
        unknown = set(app.session_interface.capabilities) - set(SESSION_CAPABILITIES)
        expect(not unknown, f"There is no capability {sorted(unknown)}.")

    def test_identity(self, visitor: Visitor) -> None:
        """Any but encrypted: a stored session has an `id`, the same in each request, and no cookie."""
        capabilities = visitor.app.session_interface.capabilities
        if not {"revocable", "enumerable", "atomic", "rotating"}.intersection(capabilities):
            pytest.skip("these sessions have no id")
        visitor.put(a=1)
        first = visitor.look("id")
        expect(isinstance(first, str) and first, f"The id is {first!r}.")
        visitor.put(a=2)
        expect_equal("The id in a later request", visitor.look("id"), first)
        expect(visitor.cookie not in first, f"The id {first!r} holds the cookie.")
        expect_equal("What the id opens, as a cookie,", visitor.twin(first).look(), {})

    # -- revocable ------------------------------------------------------------------------------------

    def test_revocation(self, visitor: Visitor) -> None:
        """Revocable: `revoke` ends a session for all who have its cookie, and says if there was one."""
        interface = need(visitor, "revocable")
        visitor.put(a=1)
        session_id = visitor.look("id")
        twin = visitor.twin()
        expect_equal("revoke(app, id)", interface.revoke(visitor.app, session_id), True)
        expect_equal("What the cookie opens", twin.look(), {})
        expect_equal("A second revoke(app, id)", interface.revoke(visitor.app, session_id), False)

    def test_revocation_lasts(self, visitor: Visitor) -> None:
        """Revocable: a request that has the session open can't bring it back."""
        interface = need(visitor, "revocable")
        visitor.put(a=1)
        twin = visitor.twin()
        session = visitor.open()
        interface.revoke(visitor.app, session.id)
        session["a"] = 2
        visitor.save(session)
        expect_equal("What the cookie opens", twin.look(), {})

    # -- enumerable -----------------------------------------------------------------------------------

    def test_enumeration(self, new_visitor: Callable[..., Visitor], user: int) -> None:
        """Enumerable: `sessions_of` lists a user's sessions, the oldest first, and nobody else's."""
        first, second, other, nobody = (new_visitor() for _ in range(4))
        interface = need(first, "enumerable")
        ids = [log_in(first, user), log_in(second, user)]
        log_in(other, user + 1)
        nobody.put(a=1)
        found = interface.sessions_of(first.app, user)
        expect_equal("The ids", [entry.id for entry in found], ids)
        expect_equal("The users", {entry.user for entry in found}, {str(user)})
        contents = [entry.content.get(user_key(first)) for entry in found]
        expect_equal("The users in their contents", contents, [user, user])

    def test_users_by_text(self, visitor: Visitor, user: int) -> None:
        """Enumerable: users are told apart by their text, so that 5 and "5" are one."""
        interface = need(visitor, "enumerable")
        ids = [log_in(visitor, user)]
        for each in (user, str(user)):
            found = [entry.id for entry in interface.sessions_of(visitor.app, each)]
            expect_equal(f"The ids of the sessions of {each!r}", found, ids)

    def test_enumeration_forgets(self, new_visitor: Callable[..., Visitor], user: int) -> None:
        """Enumerable: a session that is over, or that its user left, is not listed any more."""
        cleared, left = new_visitor(), new_visitor()
        interface = need(cleared, "enumerable")
        for each in (cleared, left):
            log_in(each, user)
        cleared.visit(lambda session: session.clear())
        left.visit(lambda session: session.pop(user_key(left)))
        expect_equal("The list", list(interface.sessions_of(cleared.app, user)), [])

    def test_revoking_all(self, new_visitor: Callable[..., Visitor], user: int) -> None:
        """Revocable and enumerable: `revoke_all` ends a user's sessions but the one to keep."""
        kept, ended, other = new_visitor(), new_visitor(), new_visitor()
        interface = need(kept, "revocable", "enumerable")
        keep = log_in(kept, user)
        log_in(ended, user)
        log_in(other, user + 1)
        found = interface.revoke_all(kept.app, user, keep=keep)
        expect_equal("revoke_all(app, user, keep=id)", found, 1)
        held = [bool(each.look()) for each in (kept, ended, other)]
        what = "Whether the one kept, the one ended and another user's hold something"
        expect_equal(what, held, [True, False, True])

    # -- atomic ---------------------------------------------------------------------------------------

    def test_increments(self, visitor: Visitor) -> None:
        """Atomic: `increment` loses nothing where requests run at once."""
        need(visitor, "atomic")
        visitor.put(a=1)
        twins = [visitor.twin() for _ in range(4)]

        def count(twin: Visitor) -> None:
            for _ in range(10):
                twin.visit(lambda session: session.increment("n"))

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(count, twins))
        expect_equal("The content after 40 increments", visitor.look(), {"a": 1, "n": 40})

    def test_increments_of_words(self, visitor: Visitor) -> None:
        """Atomic: `increment` raises TypeError where the value is no whole number."""
        need(visitor, "atomic")
        visitor.put(word="x")
        with expect_raised('increment("word")', TypeError):
            visitor.visit(lambda session: session.increment("word"))

    def test_changes_of_one_key(self, visitor: Visitor) -> None:
        """Atomic: `change` applies a function to what is stored now, and None where nothing is."""
        need(visitor, "atomic")
        visitor.put(a=1)
        session = visitor.open()
        visitor.twin().visit(lambda twin: twin.change("words", adding("one")))
        found = session.change("words", adding("two"))
        visitor.save(session)
        expect_equal("What change returned", found, ["one", "two"])
        expect_equal("The content", visitor.look(), {"a": 1, "words": ["one", "two"]})

    def test_changes_of_several_keys(self, visitor: Visitor) -> None:
        """Atomic: requests at once that change different keys, or flash messages, lose neither."""
        need(visitor, "atomic")
        visitor.put(a=0, b=0, c=0)
        first, second = visitor.open(), visitor.open()
        first["a"] = 1
        first["_flashes"] = [("message", "first")]
        second["b"] = 2
        second["_flashes"] = [("message", "second")]
        visitor.save(first)
        visitor.save(second)
        content = visitor.look()
        texts = [text for _, text in content.pop("_flashes", [])]
        expect_equal("The content", content, {"a": 1, "b": 2, "c": 0})
        expect_equal("The messages", texts, ["first", "second"])

    # -- rotating -------------------------------------------------------------------------------------

    def test_rotation(self, visitor: Visitor) -> None:
        """Rotating: `rotate` makes a new id and cookie; the content stays, the old cookie opens nothing."""
        interface = need(visitor, "rotating")
        visitor.put(a=1)
        old, twin = visitor.look("id"), visitor.twin()
        visitor.visit(lambda session: interface.rotate(visitor.app, session))
        expect(visitor.look("id") != old, f"The id is still {old!r}.")
        expect_equal("The content", visitor.look(), {"a": 1})
        expect_equal("What the old cookie opens", twin.look(), {})

    def test_rotation_at_log_in(self, visitor: Visitor, user: int) -> None:
        """Rotating: a session gets a new id by itself when its user changes."""
        need(visitor, "rotating")
        visitor.put(a=1)
        ids = [visitor.look("id"), log_in(visitor, user), log_in(visitor, user + 1)]
        expect_equal("The number of ids for nobody and two users", len(set(ids)), 3)
        expect_equal("The content", visitor.look(), {"a": 1, user_key(visitor): user + 1})

    # -- encrypted ------------------------------------------------------------------------------------

    def test_encryption(self, visitor: Visitor) -> None:
        """Encrypted: who reads the cookie, decoded or not, learns nothing of the content."""
        need(visitor, "encrypted")
        visitor.put(diary="a word to look for")
        for data in readings(visitor.cookie):
            expect(
                b"word to look" not in data and b"diary" not in data, f"The cookie has {data!r}."
            )
