"""Sessions of requests: how they are opened and saved, and how often Redis is asked."""

import time
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from costrel_core import flash, get_flashed_messages, session
from costrel_redis import RedisSessionInterface


def put(**values: Any) -> Any:
    """What puts these values into the session."""
    return lambda: session.update(values)


def content() -> dict[str, Any]:
    """What the session holds."""
    return dict(session)


# -- round trips ------------------------------------------------------------------------------------


@pytest.fixture
def trips(visit: Any, server: Any) -> Any:
    """``trips(act)``: how many scripts a request of a logged-in visitor runs.

    All scripts were sent to the server before.
    """
    visit.do(put(user_id=5, list=[1]))
    visit.do(lambda: session.increment("n"))
    visit.do(lambda: session.change("n", lambda n: n))

    def count(act: Any) -> int:
        server.client.config_resetstat()
        visit.do(act)
        return int(server.commands())

    return count


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda: None, 0),
        (lambda: session.get("user_id"), 1),
        (lambda: [session.get("a"), "b" in session, dict(session), session.permanent], 1),
        (lambda: session.update(a=1, b=2), 2),
        (lambda: (session.update(a=1), session.pop("user_id"), flash("x")), 2),
        (lambda: session.update(user_id=5), 1),  # as it was
        (lambda: session.update(user_id=6), 2),
        (lambda: session.clear(), 2),
        (lambda: session.increment("n"), 2),
        (lambda: session.change("n", lambda n: n + 1), 2),
    ],
)
def test_redis_is_asked_as_seldom_as_can_be(trips: Any, act: Any, expected: int) -> None:
    """Not at all for an untouched session; once to read it; once more to store whatever changed."""
    assert trips(act) == expected


def test_a_visitor_without_a_cookie_costs_no_reading(visit: Any, server: Any) -> None:
    """There is nothing to be found; a first value is stored in one trip."""
    visit.do(lambda: (session.get("a"), session.pop("b", None)))
    assert (server.commands(), visit.cookie) == (0, None)
    visit.do(put(a=1))
    server.client.config_resetstat()
    visit.client.delete_cookie("session")
    visit.do(put(a=1))
    assert server.commands() == 1


# -- the cookie -------------------------------------------------------------------------------------


def test_the_cookie_holds_a_token_and_nothing_else(visit: Any) -> None:
    """A new one for each visitor; what is stored stays on the server."""
    visit.do(put(name="Ada", pages=(1, b"2")))
    assert len(visit.cookie) == 43
    assert visit.do(content) == {"name": "Ada", "pages": (1, b"2")}
    assert visit.sent == ""


def test_redis_does_not_know_the_token(visit: Any, server: Any) -> None:
    """Who reads the database can't take a session over."""
    visit.do(put(user_id=5))
    keys = server.client.keys("*")
    assert sorted(key.partition(":")[2][:6] for key in keys) == ["shop:s", "shop:u"]
    dump = repr([keys, *(server.client.dump(key) for key in keys if "s:" not in key)])
    assert visit.cookie not in dump
    assert visit.cookie not in repr(visit.do(lambda: session.id))


def test_the_cookie_has_the_attributes_that_are_configured(make_app: Any, visitor: Any) -> None:
    """All of Flask's, when it is set and when it is deleted."""
    app = make_app(
        SESSION_COOKIE_NAME="sid",
        SESSION_COOKIE_DOMAIN="localhost",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PARTITIONED=True,
    )
    app.config["SESSION_COOKIE_SECURE"] = False
    visit = visitor(app)
    for act in (put(a=1), lambda: session.clear()):
        visit.do(act)
        name, *rest = visit.sent.split("; ")
        assert name.startswith("sid=")
        assert {"Domain=localhost", "HttpOnly", "Path=/", "SameSite=Strict", "Partitioned"} <= set(
            rest
        )
    assert "Max-Age=0" in visit.sent
    assert visit.client.get_cookie("sid", domain="localhost") is None


@pytest.mark.parametrize(
    ("act", "vary"), [(lambda: None, None), (content, "Cookie"), (put(a=1), "Cookie")]
)
def test_an_answer_varies_by_cookie_if_the_session_was_touched(
    visit: Any, act: Any, vary: Any
) -> None:
    """Read or written; an untouched one leaves the answer to caches."""
    visit.do(put(b=1))
    visit.do(act)
    assert visit.response.headers.get("Vary") == vary


def test_a_permanent_session_is_refreshed_with_each_request(visit: Any, server: Any) -> None:
    """Its cookie and its end, also where nobody looks at it; unless the configuration says no."""
    visit.do(lambda: (session.update(a=1), setattr(session, "permanent", True)))
    assert visit.cookie.endswith(".p")
    assert "Expires=" in visit.sent
    (key,) = server.client.keys("*")
    server.client.pexpire(key, 5000)
    visit.do()
    assert "Expires=" in visit.sent
    assert visit.response.headers["Vary"] == "Cookie"
    assert server.client.pttl(key) > 1_000_000
    visit.app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    server.client.config_resetstat()
    visit.do()
    assert (visit.sent, server.commands()) == ("", 0)
    visit.app.config["SESSION_REFRESH_EACH_REQUEST"] = True
    visit.do(lambda: setattr(session, "permanent", False))
    assert not visit.cookie.endswith(".p")


def test_an_emptied_session_is_gone(visit: Any, server: Any) -> None:
    """With its cookie; one that never held anything leaves no trace either."""
    visit.do(put(a=1))
    visit.do(lambda: session.pop("a"))
    assert visit.cookie is None
    assert [server.client.pttl(key) <= 60_000 for key in server.client.keys("*")] == [True]
    visit.do(put(a=1))
    server.client.flushall()
    visit.do(put(a=1))
    visit.do(lambda: session.clear())
    assert (visit.cookie, server.client.keys("*")) == (None, [])
    visit.do(lambda: (session.update(a=1), session.clear()))
    assert (visit.cookie, server.client.keys("*")) == (None, [])


@pytest.mark.parametrize("way", ["subclass", "instance", "class"])
def test_sessions_may_be_opened_another_way(
    make_app: Any, visitor: Any, monkeypatch: Any, way: str
) -> None:
    """Overridden, assigned or patched, it is called before the URL is matched, as Flask does."""
    opened = []
    ours = RedisSessionInterface.open_session

    def open_session(self: Any, app: Any, request: Any) -> Any:
        opened.append(request.path)
        return ours(self, app, request)

    class Own(RedisSessionInterface):
        pass

    app = make_app()
    app.session_interface = interface = Own(app.config["SESSION_REDIS"])
    if way == "subclass":
        monkeypatch.setattr(Own, "open_session", open_session)
    elif way == "class":
        monkeypatch.setattr(RedisSessionInterface, "open_session", open_session)
    else:
        monkeypatch.setattr(interface, "open_session", partial(open_session, interface))
    visit = visitor(app)
    visit.do(put(a=1))
    assert visit.do(content) == {"a": 1}
    assert len(opened) == 2


def test_a_test_prepares_a_session_in_a_transaction(visit: Any) -> None:
    """And looks into it afterwards."""
    with visit.client.session_transaction() as prepared:
        prepared["user_id"] = 5
    assert visit.do(content) == {"user_id": 5}
    visit.do(put(a=(1,)))
    with visit.client.session_transaction() as found:
        assert dict(found) == {"user_id": 5, "a": (1,)}


# -- fixation and hijacking -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "planted", ["Zm9v" * 10 + "bar", "a" * 43 + ".p", "guess", "", "%00", "a.p" * 1000]
)
def test_a_planted_cookie_is_never_adopted(visit: Any, visitor: Any, planted: str) -> None:
    """A session that is begun gets a token of its own; who planted the cookie has an empty session."""
    visit.cookie = planted
    assert visit.do(content) == {}
    assert visit.cookie == planted
    visit.do(put(user_id=5))
    assert visit.cookie.removesuffix(".p") != planted.removesuffix(".p")
    attacker = visitor(visit.app)
    attacker.cookie = planted
    assert attacker.do(content) == {}


def test_who_knew_a_session_before_the_login_has_nothing_of_it(visit: Any, visitor: Any) -> None:
    """The id changes with the user, at login, at a change of users, and at logout."""
    visit.do(put(cart=[1]))
    seen = [visit.cookie]
    for act in (put(user_id=5), put(user_id=6), lambda: session.pop("user_id")):
        visit.do(act)
        assert visit.do(lambda: session["cart"]) == [1]
        seen.append(visit.cookie)
    assert len(set(seen)) == 4
    attacker = visitor(visit.app)
    for cookie in seen[:-1]:
        attacker.cookie = cookie
        assert attacker.do(content) == {}


def test_the_id_changes_on_demand(visit: Any, visitor: Any) -> None:
    """For whatever gives more rights; the content stays, and the old cookie is dead."""
    visit.do(put(user_id=5, a=1))
    old = visit.cookie
    interface: Any = visit.app.session_interface
    visit.do(lambda: interface.rotate(visit.app, session))
    assert visit.cookie != old
    assert visit.do(content) == {"user_id": 5, "a": 1}
    assert [entry.content["a"] for entry in interface.sessions_of(visit.app, 5)] == [1]
    attacker = visitor(visit.app)
    attacker.cookie = old
    assert attacker.do(content) == {}


def test_a_cleared_session_is_another_one(visit: Any, visitor: Any) -> None:
    """As tutorials log users in: whatever was there, or comes there meanwhile, stays behind."""
    visit.do(put(user_id=5, a=1))
    old = visit.cookie
    other = visitor(visit.app)
    other.cookie = old

    def login() -> None:
        session.clear()
        session["user_id"] = 5
        other.do(put(b=1))

    visit.do(login)
    assert visit.cookie != old
    assert visit.do(content) == {"user_id": 5}
    assert other.do(content) == {}


def test_a_session_of_nobody_is_another_one_too(visit: Any, visitor: Any) -> None:
    """Once it was cleared: who had the old cookie does not see what is put in."""
    visit.do(put(a=1))
    other = visitor(visit.app)
    other.cookie = visit.cookie
    visit.do(lambda: (session.clear(), session.update(b=1)))
    assert visit.do(content) == {"b": 1}
    assert other.do(content) == {}


def test_applications_do_not_share_sessions(make_app: Any, visitor: Any) -> None:
    """One that another application made is none here, unless they are configured to share."""
    one = visitor(make_app())
    one.do(put(user_id=5))
    app = make_app()
    app.name = "blog"
    other = visitor(app)
    other.cookie = one.cookie
    assert other.do(content) == {}
    app.config["SESSION_KEY_PREFIX"] = "session:shop:"
    assert other.do(content) == {"user_id": 5}


# -- expiry -----------------------------------------------------------------------------------------


def test_a_session_ends_when_nobody_uses_it(make_app: Any, visitor: Any, server: Any) -> None:
    """Reading it is use; afterwards its cookie opens an empty session and Redis is empty."""
    app = make_app(PERMANENT_SESSION_LIFETIME=timedelta(seconds=1.2))
    visit = visitor(app)
    visit.do(put(user_id=5))
    for _ in range(4):
        time.sleep(0.35)
        assert visit.do(content) == {"user_id": 5}
        assert len(app.session_interface.sessions_of(app, 5)) == 1
    time.sleep(1.3)
    assert visit.do(content) == {}
    assert server.client.keys("*") == []


def test_reading_is_no_use_without_refreshing(make_app: Any, visitor: Any) -> None:
    """Then only what is stored moves the end."""
    app = make_app(
        PERMANENT_SESSION_LIFETIME=timedelta(seconds=1.4), SESSION_REFRESH_EACH_REQUEST=False
    )
    visit = visitor(app)
    visit.do(put(a=1))
    time.sleep(0.75)
    visit.do(put(a=1))  # it is the same, and means to be stored
    time.sleep(0.75)
    assert visit.do(content) == {"a": 1}
    time.sleep(0.75)
    assert visit.do(content) == {}


def test_a_session_ends_however_much_it_is_used(make_app: Any, visitor: Any, server: Any) -> None:
    """After its absolute lifetime, which begins anew with a login and not with a new id."""
    app = make_app(SESSION_ABSOLUTE_LIFETIME=timedelta(seconds=1.4))
    visit = visitor(app)
    visit.do(put(a=1))
    time.sleep(0.75)
    visit.do(put(user_id=5))
    time.sleep(0.75)
    assert visit.do(content) == {"a": 1, "user_id": 5}
    visit.do(lambda: app.session_interface.rotate(app, session))
    time.sleep(0.75)
    assert visit.do(content) == {}
    assert server.client.keys("*") == []


def test_an_absolute_lifetime_counts_for_sessions_that_are_there(
    make_app: Any, visitor: Any
) -> None:
    """They are judged by today's configuration, also by a request that has one open."""
    app = make_app()
    visit, same = visitor(app), visitor(app)
    visit.do(put(user_id=5))
    same.cookie = visit.cookie

    def shorten() -> None:
        session["a"] = 1
        time.sleep(0.01)
        app.config["SESSION_ABSOLUTE_LIFETIME"] = 0.005

    same.do(shorten)
    assert same.sent != ""  # what it began with counts for it
    assert visit.do(content) == {}
    assert app.session_interface.sessions_of(app, 5) == []


# -- flashed messages -------------------------------------------------------------------------------


def test_a_flashed_message_is_shown_once(visit: Any) -> None:
    """Messages come in their order, with categories and markup as they were."""
    visit.do(lambda: (flash("one"), flash("two", "error")))
    visit.do(lambda: flash({"three": (3,)}))
    shown = visit.do(lambda: get_flashed_messages(with_categories=True))
    assert shown == [("message", "one"), ("error", "two"), ("message", {"three": (3,)})]
    assert visit.cookie is None
    assert visit.do(get_flashed_messages) == []


def test_requests_at_once_lose_no_flashed_message(visit: Any, visitor: Any) -> None:
    """Neither when both flash, nor when one shows what there was."""
    visit.do(lambda: flash("one"))
    other = visitor(visit.app)
    other.cookie = visit.cookie

    def while_another(act: Any, meanwhile: Any) -> Any:
        def both() -> Any:
            found = act()
            other.do(meanwhile)
            return found

        return visit.do(both)

    while_another(lambda: flash("two"), lambda: flash("three"))
    assert while_another(get_flashed_messages, lambda: flash("four")) == ["one", "three", "two"]
    assert visit.cookie == other.cookie
    assert visit.do(get_flashed_messages) == ["four"]


# -- sessions from outside --------------------------------------------------------------------------


def test_a_revoked_session_is_over_at_once(visit: Any, server: Any) -> None:
    """For whoever has its cookie; a second time there is none."""
    visit.do(put(user_id=5))
    number = visit.do(lambda: session.id)
    interface: Any = visit.app.session_interface
    assert interface.revoke(visit.app, number)
    assert not interface.revoke(visit.app, number)
    assert visit.do(content) == {}
    assert server.client.keys("*") == []


@pytest.mark.parametrize("number", ["", "*", None, 5, "a" * 64, "s:" + "a" * 62])
def test_only_an_id_can_be_revoked(visit: Any, number: Any) -> None:
    """Nothing else reaches Redis."""
    visit.do(put(user_id=5))
    interface: Any = visit.app.session_interface
    assert not interface.revoke(visit.app, number)
    assert not interface.revoke(visit.app, visit.cookie)
    assert visit.do(content) == {"user_id": 5}


@pytest.mark.parametrize(
    "act",
    [
        put(a=1),
        put(user_id=6),
        lambda: flash("x"),
        lambda: session.clear(),
        lambda: (session.clear(), session.update(user_id=5)),
        lambda: session.increment("n"),
        lambda: session.change("n", lambda n: (n or 0) + 1),
        lambda: setattr(session, "permanent", True),
    ],
)
def test_a_request_does_not_bring_a_revoked_session_back(visit: Any, server: Any, act: Any) -> None:
    """Whatever it does with the session that it has open; it sets no cookie."""
    visit.do(put(user_id=5))
    interface: Any = visit.app.session_interface

    def work() -> None:
        interface.revoke(visit.app, session.id)
        act()

    visit.do(work)
    assert visit.response.status_code == 200
    assert visit.sent == ""
    assert server.client.keys("*") == []
    assert visit.do(content) == {}


def test_the_sessions_of_a_user_are_listed(visit: Any, visitor: Any) -> None:
    """The oldest first, with what they hold; those of others are not, nor those that are over."""
    app, interface = visit.app, visit.app.session_interface
    phone, other = visitor(app), visitor(app)
    for each, user, device in ((visit, 5, "desk"), (phone, "5", "phone"), (other, 55, "desk")):
        each.do(put(user_id=user, device=device))
    entries = interface.sessions_of(app, 5)
    assert [entry.content["device"] for entry in entries] == ["desk", "phone"]
    assert entries[1].id == phone.do(lambda: session.id)
    assert {entry.user for entry in entries} == {"5"}
    lifetime = entries[0].expires - entries[0].created
    assert abs(lifetime - timedelta(days=31)) < timedelta(seconds=5)
    phone.do(lambda: session.pop("user_id"))
    assert [entry.id for entry in interface.sessions_of(app, 5)] == [entries[0].id]
    assert interface.sessions_of(app, "nobody") == []


def test_all_sessions_of_a_user_are_revoked_but_one(visit: Any, visitor: Any, server: Any) -> None:
    """As after a change of password; or without exception."""
    app, interface = visit.app, visit.app.session_interface
    others = [visitor(app) for _ in range(3)]
    for each in (visit, *others):
        each.do(put(user_id=5))
    assert visit.do(lambda: interface.revoke_all(app, 5, keep=session.id)) == 3
    assert visit.do(content) == {"user_id": 5}
    assert [each.do(content) for each in others] == [{}, {}, {}]
    assert interface.revoke_all(app, 5) == 1
    assert server.client.keys("*") == []


def test_the_key_of_the_user_is_configured(make_app: Any, visitor: Any) -> None:
    """Flask-Login has another one."""
    app = make_app(SESSION_USER_KEY="_user_id")
    visit = visitor(app)
    visit.do(put(_user_id="ada", user_id=5))
    assert len(app.session_interface.sessions_of(app, "ada")) == 1
    assert app.session_interface.sessions_of(app, 5) == []


def test_lists_are_cleaned_of_sessions_that_ended(make_app: Any, visitor: Any, server: Any) -> None:
    """Also where Redis forgot a session on its own."""
    app = make_app(PERMANENT_SESSION_LIFETIME=timedelta(milliseconds=150))
    visitor(app).do(put(user_id=5))
    time.sleep(0.2)
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=1)
    visitor(app).do(put(user_id=5))
    (index,) = server.client.keys("*u:5")
    assert server.client.zcard(index) == 1
    short, long = visitor(app), visitor(app)
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(milliseconds=100)
    short.do(put(user_id=5))
    assert server.client.zcard(index) == 2
    time.sleep(0.15)
    app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=1)
    long.do(put(user_id=5))
    assert server.client.zcard(index) == 2
    long.do(lambda: app.session_interface.rotate(app, session))
    assert server.client.zcard(index) == 2
    server.client.delete(server.client.keys("*s:*")[0])
    assert len(app.session_interface.sessions_of(app, 5)) == 1
    assert server.client.zcard(index) == 1
