"""The contract of the slot ``sessions``: what is kept, for whom and for how long."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from markupsafe import Markup

from costrel_spec import SessionInterface

from .contract import Contract
from .promise import expect, expect_equal, expect_raised
from .visitor import Visitor

VALUES: list[Any] = [
    None,
    True,
    10**12,
    0.5,
    "text ä 𝄞",
    [],
    {},
    [1, ["a", None]],
    {"a": {"b": [False]}},
    (1, ("a", [2])),
    b"\x00\xff",
    UUID("12345678-1234-5678-1234-567812345678"),
    datetime(2024, 2, 29, 12, 30, tzinfo=UTC),
    Markup("<b>bold</b>"),
]
CHANGES: dict[str, Callable[[Any], Any]] = {
    "set": lambda session: session.__setitem__("a", 2),
    "delete": lambda session: session.__delitem__("a"),
    "update": lambda session: session.update(b=2),
    "setdefault": lambda session: session.setdefault("b", 2),
    "pop": lambda session: session.pop("a"),
    "popitem": lambda session: session.popitem(),
    "clear": lambda session: session.clear(),
    "permanent": lambda session: setattr(session, "permanent", True),
}


class NoSessions(SessionInterface):
    """An interface that opens nothing."""

    def open_session(self, app: Any, request: Any) -> None:
        """Nothing."""


class KeptSessions(Contract):
    """What every implementation of sessions promises of the content."""

    slot = "sessions"

    @pytest.fixture
    def new_visitor(self, app: Any, facade: Any) -> Callable[..., Visitor]:
        """Makes visitors, of the application or of another one."""

        def new_visitor(other: Any = None) -> Visitor:
            return Visitor(other or app, facade)

        return new_visitor

    @pytest.fixture
    def visitor(self, new_visitor: Callable[..., Visitor]) -> Visitor:
        """A visitor of the application."""
        return new_visitor()

    # -- content --------------------------------------------------------------------------------------

    def test_a_session_begins_empty(self, visitor: Visitor) -> None:
        """The session of a new visitor is empty and not permanent."""
        expect_equal("The content", visitor.look(), {})
        expect_equal("session.permanent", visitor.look("permanent"), False)

    @pytest.mark.parametrize("value", VALUES, ids=repr)
    def test_values_come_back(self, visitor: Visitor, value: Any) -> None:
        """The next request finds what was put in: JSON's types, tuples, bytes, UUIDs, dates, Markup."""
        visitor.put(value=value)
        found = visitor.look().get("value", "nothing")
        same = found == value and type(found) is type(value)
        expect(same, f"{found!r} came back; {value!r} was put into it.")

    def test_what_is_removed_is_gone(self, visitor: Visitor) -> None:
        """What a request removes or replaces, the next one does not find."""
        visitor.put(a=1, b=2)
        visitor.visit(lambda session: session.update(b=3) or session.pop("a"))
        expect_equal("The content", visitor.look(), {"b": 3})

    def test_nested_changes(self, visitor: Visitor) -> None:
        """A change inside a value is kept where the application sets `modified`."""
        visitor.put(items=[1])

        def change(session: Any) -> None:
            session["items"].append(2)
            session.modified = True

        visitor.visit(change)
        expect_equal("The content", visitor.look(), {"items": [1, 2]})

    def test_a_session_can_be_emptied(self, visitor: Visitor) -> None:
        """A session that is cleared is empty in the next request."""
        visitor.put(a=1)
        visitor.visit(lambda session: session.clear())
        expect_equal("The content", visitor.look(), {})

    def test_visitors_are_apart(
        self, visitor: Visitor, new_visitor: Callable[..., Visitor]
    ) -> None:
        """No visitor finds what belongs to another."""
        other = new_visitor()
        visitor.put(name="Ada")
        expect_equal("The other visitor's content", other.look(), {})
        other.put(name="Grace")
        expect_equal("The first visitor's content", visitor.look(), {"name": "Ada"})

    def test_visitors_at_once(self, new_visitor: Callable[..., Visitor]) -> None:
        """No visitor finds what belongs to another whose request runs at the same time."""

        def stay(number: int) -> list[Any]:
            visitor = new_visitor()
            found: list[Any] = []
            for step in range(5):
                visitor.put(number=number, step=step)
                found.append(visitor.look())
            return found

        new_visitor()  # its views are there before the first request
        with ThreadPoolExecutor(4) as pool:
            everything = list(pool.map(stay, range(8)))
        for number, found in enumerate(everything):
            expected = [{"number": number, "step": step} for step in range(5)]
            expect_equal(f"The content of visitor {number}, step by step,", found, expected)

    # -- what a session tells of itself ---------------------------------------------------------------

    def test_reading_is_no_change(self, visitor: Visitor) -> None:
        """`modified` is false in a session that was only read, whatever it holds."""
        expect_equal("modified, in an empty session,", visitor.look("modified"), False)
        visitor.put(a=1)
        found: list[Any] = []

        def read(session: Any) -> None:
            found.append((session.get("a"), "a" in session, len(session), list(session)))
            found.append(session.modified)

        visitor.visit(read)
        expect_equal("What was read, with modified,", found, [(1, True, 1, ["a"]), False])

    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
    def test_changes_are_noticed(self, visitor: Visitor, change: Callable[[Any], Any]) -> None:
        """`modified` is true after each kind of change."""
        visitor.put(a=1)
        found: list[Any] = []

        def use(session: Any) -> None:
            change(session)
            found.append(session.modified)

        visitor.visit(use)
        expect_equal("modified", found, [True])

    def test_permanence_is_kept(self, visitor: Visitor) -> None:
        """A session that was made permanent stays so, until that is taken back."""
        visitor.visit(lambda session: setattr(session, "permanent", True))
        expect_equal("session.permanent", visitor.look("permanent"), True)
        visitor.visit(lambda session: setattr(session, "permanent", False))
        expect_equal("session.permanent, taken back,", visitor.look("permanent"), False)

    def test_a_stored_session_is_not_new(self, visitor: Visitor) -> None:
        """`new` is false in a session that an earlier request stored."""
        visitor.put(a=1)
        expect_equal("new", visitor.look("new"), False)

    # -- who comes with what --------------------------------------------------------------------------

    def test_forged_cookies(self, visitor: Visitor) -> None:
        """A cookie that was changed, cut off or made up opens an empty session, and is no error."""
        visitor.put(a=1)
        cookie = visitor.cookie
        made_up = ["x", "a.b.c", "é", cookie[: len(cookie) // 2], cookie[1:], cookie + "A"]
        # Not the last character: base64 may spell the same signature with another one.
        for place in range(len(cookie) - 1):
            other = "A" if cookie[place] != "A" else "B"
            made_up.append(cookie[:place] + other + cookie[place + 1 :])
        for forged in made_up:
            expect_equal(f"The content for {forged!r}", visitor.twin(forged).look(), {})
        expect_equal("The content for the right cookie", visitor.twin(cookie).look(), {"a": 1})

    def test_a_session_ends(self, make_app: Any, new_visitor: Callable[..., Visitor]) -> None:
        """A permanent session that nobody used for `PERMANENT_SESSION_LIFETIME` is empty."""
        app = make_app(PERMANENT_SESSION_LIFETIME=timedelta(seconds=1))
        visitor = new_visitor(app)
        visitor.put(_permanent=True, a=1)
        cookie = visitor.cookie
        time.sleep(2.1)
        expect_equal("The content after two seconds", visitor.twin(cookie).look(), {})

    # -- null sessions --------------------------------------------------------------------------------

    def test_null_sessions(self, app: Any) -> None:
        """A null session can be read, is empty, and raises RuntimeError for every change."""
        interface = app.session_interface
        null = interface.make_null_session(app)
        expect(interface.is_null_session(null), f"is_null_session({null!r}) is false.")
        expect_equal("The content", dict(null), {})
        expect_equal('get("a")', null.get("a"), None)
        changes = {name: change for name, change in CHANGES.items() if name != "permanent"}
        for name, change in changes.items():
            with expect_raised(f"The change {name!r}", RuntimeError):
                change(null)

    def test_an_open_session_is_not_null(self, app: Any) -> None:
        """A session that was opened is no null session."""
        with app.test_request_context() as context:
            session = app.session_interface.open_session(app, context.request)
        expect(session is not None, "open_session returned None.")
        expect(not app.session_interface.is_null_session(session), f"{session!r} is null.")

    def test_without_a_key(self, make_app: Any, new_visitor: Callable[..., Visitor]) -> None:
        """Sessions that need a secret key, and have none, are null: a page that reads one works."""
        app = make_app(SECRET_KEY=None)
        with app.test_request_context() as context:
            if app.session_interface.open_session(app, context.request) is not None:
                pytest.skip("these sessions need no secret key")
        visitor = new_visitor(app)
        expect_equal("The content", visitor.look(), {})
        with expect_raised("A change", RuntimeError):
            visitor.put(a=1)
        expect_equal("Set-Cookie", visitor.cookies(visitor.visit(dict)), [])

    # -- in an application ----------------------------------------------------------------------------

    def test_pages_that_are_missing(self, app: Any, visitor: Visitor, facade: Any) -> None:
        """A request whose URL nothing matches has its session as well."""

        def count(_error: Exception) -> str:
            facade.session["count"] = facade.session.get("count", 0) + 1
            return "missing"

        app.register_error_handler(404, count)
        for _ in range(2):
            visitor.client.get("/nowhere")
        expect_equal("The content", visitor.look(), {"count": 2})

    def test_late_changes(self, app: Any, visitor: Visitor, facade: Any) -> None:
        """What a function of `after_request` puts into the session is kept."""

        def mark(response: Any) -> Any:
            facade.session["late"] = True
            return response

        app.after_request(mark)
        visitor.pass_by()
        expect_equal("The content", visitor.look(), {"late": True})

    def test_what_is_assigned(self, app: Any, visitor: Visitor) -> None:
        """What the application assigns to `app.session_interface` is used instead."""
        own = app.session_interface = NoSessions()
        expect(app.session_interface is own, f"It is {app.session_interface!r}.")
        expect_equal("The content", visitor.look(), {})
        with expect_raised("A change of its null session", RuntimeError):
            visitor.put(a=1)

    # -- in tests -------------------------------------------------------------------------------------

    def test_transactions(self, visitor: Visitor) -> None:
        """`session_transaction` of a test client opens what a request stored, and stores for the next."""
        with visitor.client.session_transaction() as session:
            session["a"] = 1
        expect_equal("What the request finds", visitor.look(), {"a": 1})
        visitor.put(b=2)
        with visitor.client.session_transaction() as session:
            expect_equal("What the test finds", dict(session), {"a": 1, "b": 2})

    # -- messages -------------------------------------------------------------------------------------

    def test_flashes(self, visitor: Visitor, facade: Any) -> None:
        """A flashed message is shown by the next request that asks for messages, and once."""
        found: list[Any] = []

        def show(_session: Any) -> None:
            found.append(facade.get_flashed_messages(with_categories=True))

        visitor.put(name="Ada")
        visitor.visit(lambda session: facade.flash("saved", "info"))
        visitor.visit(show)
        visitor.visit(show)
        expect_equal("What was shown", found, [[("info", "saved")], []])
        expect_equal("The content", visitor.look(), {"name": "Ada"})

    def test_more_flashes(self, visitor: Visitor, facade: Any) -> None:
        """Messages of several requests wait together, in their order."""
        found: list[Any] = []
        visitor.visit(lambda session: facade.flash("one"))
        visitor.visit(lambda session: facade.flash("two"))
        visitor.visit(lambda session: found.extend(facade.get_flashed_messages()))
        expect_equal("What was shown", found, ["one", "two"])
