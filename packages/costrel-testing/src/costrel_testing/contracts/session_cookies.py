"""The contract of the slot ``sessions``: what it adds to an answer, and what it leaves alone."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from .kept_sessions import KeptSessions
from .promise import expect, expect_equal
from .visitor import Visitor

ATTRIBUTES: list[tuple[dict[str, Any], str]] = [
    ({}, "Path=/"),
    ({}, "HttpOnly"),
    ({"SESSION_COOKIE_HTTPONLY": False}, "no HttpOnly"),
    ({}, "no Secure"),
    ({"SESSION_COOKIE_SECURE": True}, "Secure"),
    ({}, "no SameSite"),
    ({"SESSION_COOKIE_SAMESITE": "Lax"}, "SameSite=Lax"),
    ({}, "no Domain"),
    ({"SESSION_COOKIE_DOMAIN": "example.test"}, "Domain=example.test"),
    ({"SESSION_COOKIE_PATH": "/deep"}, "Path=/deep"),
    ({"APPLICATION_ROOT": "/root"}, "Path=/root"),
    ({"SESSION_COOKIE_PARTITIONED": True}, "Partitioned"),
]


def attributes(header: str) -> list[str]:
    """The attributes of a cookie, as the header has them."""
    return header.split("; ")[1:]


def expires(header: str) -> datetime | None:
    """When the cookie expires; None where it ends with the browser."""
    for each in attributes(header):
        name, _, value = each.partition("=")
        if name.lower() == "max-age":
            return datetime.now(UTC) + timedelta(seconds=int(value))
        if name.lower() == "expires":
            return parsedate_to_datetime(value)
    return None


class SessionCookies(KeptSessions):
    """What every implementation of sessions promises of the answer."""

    # -- when there is a cookie -----------------------------------------------------------------------

    def test_untouched(self, visitor: Visitor) -> None:
        """A request that does not touch the session answers without `Set-Cookie` and `Vary`."""
        for begun in (False, True):
            if begun:
                visitor.put(a=1)
            answer = visitor.pass_by()
            expect_equal("Set-Cookie", answer.headers.getlist("Set-Cookie"), [])
            expect_equal("Vary", answer.headers.get("Vary"), None)

    def test_read(self, visitor: Visitor) -> None:
        """A request that only reads the session sets no cookie."""
        answer = visitor.visit(dict)
        expect_equal("Set-Cookie, for an empty session,", visitor.cookies(answer), [])
        visitor.put(a=1)
        expect_equal("Set-Cookie", visitor.cookies(visitor.visit(dict)), [])

    def test_changed(self, visitor: Visitor) -> None:
        """A request that changes the session for the first time sets one cookie."""
        expect_equal("The number of cookies", len(visitor.cookies(visitor.put(a=1))), 1)

    def test_vary(self, visitor: Visitor) -> None:
        """An answer that depends on the session, read or changed, has `Vary: Cookie`."""
        for what, answer in (
            ("reading an empty one", visitor.visit(dict)),
            ("putting something into it", visitor.put(a=1)),
            ("reading it", visitor.visit(dict)),
            ("emptying it", visitor.visit(lambda session: session.clear())),
        ):
            values = [each.strip() for each in answer.headers.get("Vary", "").split(",")]
            expect_equal(f"Vary after {what}", values, ["Cookie"])

    def test_other_headers(self, visitor: Visitor) -> None:
        """Other cookies of the answer, and what it varies by already, stay."""

        def answer(session: Any) -> Any:
            session["a"] = 1
            response = visitor.app.response_class("visited")
            response.set_cookie("other", "stays")
            response.vary.add("Accept-Language")
            return response

        response = visitor.visit(answer)
        vary = {each.strip().lower() for each in response.headers.get("Vary", "").split(",")}
        expect_equal("Vary", vary, {"accept-language", "cookie"})
        cookies = [each.partition("=")[0] for each in response.headers.getlist("Set-Cookie")]
        expect_equal("The names of the cookies", sorted(cookies), ["other", "session"])

    def test_deletion(self, make_app: Any, new_visitor: Callable[..., Visitor]) -> None:
        """A session that is emptied deletes its cookie, with the attributes that it was set with."""
        visitor = new_visitor(make_app(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=True))
        (begun,) = visitor.cookies(visitor.put(a=1)) or ["no cookie"]
        (deleted,) = visitor.cookies(visitor.visit(lambda session: session.clear())) or ["none"]
        end = expires(deleted)
        expect(end is not None and end <= datetime.now(UTC), f"Set-Cookie is {deleted!r}.")
        kept = [
            each for each in attributes(deleted) if not each.startswith(("Expires=", "Max-Age="))
        ]
        expect_equal("The attributes of the deletion", sorted(kept), sorted(attributes(begun)))

    # -- what the cookie says -------------------------------------------------------------------------

    def test_the_name(self, make_app: Any, new_visitor: Callable[..., Visitor]) -> None:
        """The cookie's name is `SESSION_COOKIE_NAME`."""
        visitor = new_visitor(make_app(SESSION_COOKIE_NAME="acme"))
        expect(visitor.cookies(visitor.put(a=1)), "There is no cookie of that name.")
        expect_equal("What the next request finds", visitor.look(), {"a": 1})

    @pytest.mark.parametrize(
        ("settings", "attribute"), ATTRIBUTES, ids=[attribute for _, attribute in ATTRIBUTES]
    )
    def test_attributes(
        self,
        make_app: Any,
        new_visitor: Callable[..., Visitor],
        settings: dict[str, Any],
        attribute: str,
    ) -> None:
        """The cookie's attributes are what `SESSION_COOKIE_*` and `APPLICATION_ROOT` say."""
        visitor = new_visitor(make_app(**settings))
        for header in visitor.cookies(visitor.put(a=1)) or ["no cookie"]:
            if attribute.startswith("no "):
                names = [each.partition("=")[0] for each in attributes(header)]
                expect(attribute[3:] not in names, f"Set-Cookie is {header!r}, with {settings}.")
            else:
                expect(
                    attribute in attributes(header), f"Set-Cookie is {header!r}, with {settings}."
                )

    def test_a_session_ends_with_the_browser(self, visitor: Visitor) -> None:
        """The cookie of a session that is not permanent has no date."""
        for header in visitor.cookies(visitor.put(a=1)) or ["no cookie; Max-Age=0"]:
            expect_equal(f"The end in {header!r}", expires(header), None)

    def test_a_permanent_session_has_a_date(
        self, make_app: Any, new_visitor: Callable[..., Visitor]
    ) -> None:
        """The cookie of a permanent session expires after `PERMANENT_SESSION_LIFETIME`."""
        lifetime = timedelta(hours=3)
        visitor = new_visitor(make_app(PERMANENT_SESSION_LIFETIME=lifetime))
        for header in visitor.cookies(visitor.put(_permanent=True)) or ["no cookie"]:
            end = expires(header)
            left = end - datetime.now(UTC) if end else timedelta()
            exact = abs(left - lifetime) < timedelta(minutes=1)
            expect(exact, f"Set-Cookie is {header!r}, with a lifetime of {lifetime}.")

    # -- permanent sessions ---------------------------------------------------------------------------

    def test_refresh(self, visitor: Visitor) -> None:
        """Each request sets the cookie of a permanent session anew, whether it touches it or not."""
        visitor.put(_permanent=True)
        for what, answer in (("reads", visitor.visit(dict)), ("passes by", visitor.pass_by())):
            found = len(visitor.cookies(answer))
            expect_equal(f"The number of cookies where a request only {what}", found, 1)
            expect_equal("Vary", answer.headers.get("Vary"), "Cookie")

    def test_no_refresh(self, make_app: Any, new_visitor: Callable[..., Visitor]) -> None:
        """Without `SESSION_REFRESH_EACH_REQUEST`, only a change sets a permanent session's cookie."""
        visitor = new_visitor(make_app(SESSION_REFRESH_EACH_REQUEST=False))
        visitor.put(_permanent=True)
        expect_equal("Set-Cookie where it is read", visitor.cookies(visitor.visit(dict)), [])
        expect_equal("Set-Cookie where it is not", visitor.cookies(visitor.pass_by()), [])

    # -- streams --------------------------------------------------------------------------------------

    def test_streams(self, visitor: Visitor) -> None:
        """The session is stored before the first part of a streamed answer is sent."""
        twins: list[Visitor] = []

        def parts() -> Iterator[str]:
            yield "begun: "
            yield repr([twin.look() for twin in twins])

        def stream(session: Any) -> Any:
            session["a"] = 1
            return visitor.app.response_class(parts())

        response = visitor.visit(stream)
        twins.append(visitor.twin())
        expect_equal("What a request during the stream finds", response.text, "begun: [{'a': 1}]")

    def test_reading_in_a_stream(self, visitor: Visitor, facade: Any) -> None:
        """A stream with the request's context reads the session as the view left it."""

        def stream(session: Any) -> Any:
            session["a"] = 1

            def parts() -> Iterator[str]:
                yield repr(facade.session.get("a"))

            return visitor.app.response_class(facade.stream_with_context(parts()))

        expect_equal("The stream", visitor.visit(stream).text, "1")
