"""Tests of opening and saving sessions."""

import hashlib
import time
from copy import copy
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from itsdangerous import URLSafeTimedSerializer
from werkzeug.http import parse_date
from werkzeug.wrappers import Response

import costrel_sessions.interface
from costrel_sessions import (
    NullSession,
    SecureCookieSession,
    SecureCookieSessionInterface,
    TaggedJSONSerializer,
    session_json_serializer,
)
from costrel_spec import SessionInterface

pytestmark = pytest.mark.alone


def changed(**content: object) -> SecureCookieSession:
    """A session to save."""
    session = SecureCookieSession()
    session.update(content)
    return session


# -- opening


def test_a_session_that_was_saved_is_opened(site) -> None:
    """With all its types, marked as neither changed nor touched."""
    session = site.open("theme=dark; " + site.cookie({"user": 1, "pair": (1, b"2")}))
    assert session == {"user": 1, "pair": (1, b"2")}
    assert type(session) is SecureCookieSession
    assert not session.modified
    assert not session.accessed


def test_without_a_cookie_the_session_is_empty(site) -> None:
    """No header, another cookie, or an empty one."""
    for header in (None, "", "theme=dark", "session=", 'session=""'):
        assert site.open(header) == {}


@pytest.mark.parametrize("key", [None, "", b""])
def test_without_a_key_there_is_no_session(make_site, key: object) -> None:
    """A null session takes its place, which is one of this class too."""
    site = make_site(SECRET_KEY=key)
    interface = site.session_interface
    assert site.open("session=x") is None
    assert interface.get_signing_serializer(site) is None
    null = interface.make_null_session(site)
    assert type(null) is NullSession
    assert interface.is_null_session(null)
    assert isinstance(null, SecureCookieSession)


def test_a_cookie_that_nobody_signed_is_an_empty_session(site) -> None:
    """Altered anywhere, cut anywhere, or signed with another key, salt or name."""
    cookie = site.cookie({"user": 1})
    name_length = len("session=")
    for place in range(name_length, len(cookie)):
        other = "A" if cookie[place] != "A" else "B"
        assert site.open(cookie[:place] + other + cookie[place + 1 :]) == {}
        assert site.open(cookie[:place]) == {}
    for settings in ({"salt": "x"}, {"secret_key": "x"}, {"signer_kwargs": {}}):
        signer = URLSafeTimedSerializer(
            **{
                "secret_key": site.secret_key,
                "salt": "cookie-session",
                "signer_kwargs": {"key_derivation": "hmac", "digest_method": hashlib.sha1},
                **settings,
            }
        )
        assert site.open(f"session={signer.dumps({'user': 1})}") == {}


@pytest.mark.parametrize("content", [[1, 2], [["a", 1]], "text", 5, None, True, ("a",)])
def test_content_that_is_no_dict_is_an_empty_session(site, content: object) -> None:
    """Though it is signed with the right key."""
    cookie = site.session_interface.get_signing_serializer(site).dumps(content)
    assert site.open(f"session={cookie}") == {}


def test_other_cookies_may_be_broken(site) -> None:
    """Bytes that are no UTF-8, quotes that don't end, or a name without a value."""
    for header in ("a=\xff; ", "a=b c; ", "a; ", '"; '):
        assert site.open(header + site.cookie({"user": 1})) == {"user": 1}
    assert site.open("session=\xff\xfe") == {}


def test_a_cookie_expires(site, monkeypatch) -> None:
    """After PERMANENT_SESSION_LIFETIME, to the second; one from the future counts for nothing."""
    site.permanent_session_lifetime = timedelta(seconds=10, milliseconds=900)
    signed = int(time.time())
    monkeypatch.setattr(time, "time", lambda: signed)
    cookie = site.cookie({"user": 1})
    for age, content in ((0, {"user": 1}), (10, {"user": 1}), (11, {}), (-1, {})):
        monkeypatch.setattr(time, "time", lambda age=age: signed + age + 0.5)
        assert site.open(cookie) == content


def test_older_keys_open_and_never_save(make_site) -> None:
    """A key that was replaced still opens sessions; they are saved with the new one."""
    old = make_site(SECRET_KEY="old")
    new = make_site(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["older", "old"])
    assert new.open(old.cookie({"user": 1})) == {"user": 1}
    assert old.open(new.cookie({"user": 1})) == {}
    assert make_site(SECRET_KEY="new").open(new.cookie({"user": 1})) == {"user": 1}


@pytest.mark.parametrize("empty", ["", b"", None])
def test_an_empty_older_key_verifies_nothing(make_site, empty: object) -> None:
    """Else anybody could sign a session."""
    site = make_site(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[empty])
    forged = URLSafeTimedSerializer(
        "",
        salt="cookie-session",
        serializer=session_json_serializer,
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha1},
    ).dumps({"user": 1})
    assert site.open(f"session={forged}") == {}


# -- saving


def test_an_untouched_session_leaves_the_response_alone(site) -> None:
    """No cookie, and no word that the answer depends on cookies."""
    for session in (SecureCookieSession(), SecureCookieSession({"user": 1})):
        assert list(site.save(session).headers) == list(Response().headers)


def test_a_session_that_was_read_makes_the_answer_depend_on_it(site) -> None:
    """Though nothing is set: a cache must know."""
    for session in (SecureCookieSession(), SecureCookieSession({"user": 1})):
        session.accessed = True
        headers = site.save(session).headers
        assert headers["Vary"] == "Cookie"
        assert "Set-Cookie" not in headers


def test_a_changed_session_is_set(site) -> None:
    """The cookie has the default attributes, and ends with the browser."""
    headers = site.save(changed(user=1)).headers
    value, *attributes = headers["Set-Cookie"].split("; ")
    assert value.startswith("session=")
    assert attributes == ["HttpOnly", "Path=/"]
    assert headers["Vary"] == "Cookie"


def test_a_touched_and_changed_session_says_so_once(site) -> None:
    """And what the view varies by is kept."""
    session = changed(user=1)
    session.accessed = True
    response = Response(headers={"Vary": "Accept"})
    assert site.save(session, response).headers.getlist("Vary") == ["Accept, Cookie"]


SETTINGS = {
    "SESSION_COOKIE_DOMAIN": "example.com",
    "SESSION_COOKIE_HTTPONLY": False,
    "SESSION_COOKIE_NAME": "id",
    "SESSION_COOKIE_PARTITIONED": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_PATH": "/app",
}


@pytest.mark.parametrize("settings", [{}, SETTINGS, {"APPLICATION_ROOT": "/root"}])
def test_a_session_is_deleted_with_the_attributes_that_it_was_set_with(make_site, settings) -> None:
    """Else the browser would keep the cookie."""
    site = make_site(**settings)
    name, *attributes = site.save(changed(user=1)).headers["Set-Cookie"].split("; ")
    emptied = SecureCookieSession({"user": 1})
    emptied.clear()
    response = site.save(emptied)
    deleted, *kept = response.headers["Set-Cookie"].split("; ")
    assert deleted == name.partition("=")[0] + "="
    past = {"Expires=Thu, 01 Jan 1970 00:00:00 GMT", "Max-Age=0"}
    assert set(kept) == {*attributes, *past}
    assert response.headers["Vary"] == "Cookie"


def test_a_permanent_session_expires_and_is_refreshed(site) -> None:
    """With every answer, though nobody used it."""
    before = datetime.now(UTC).replace(microsecond=0)
    response = site.save(SecureCookieSession({"_permanent": True}))
    [expires] = [
        part for part in response.headers["Set-Cookie"].split("; ") if part.startswith("Expires=")
    ]
    date = parse_date(expires.removeprefix("Expires="))
    assert date is not None
    assert timedelta(0) <= date - before - timedelta(days=31) < timedelta(seconds=5)
    assert response.headers["Vary"] == "Cookie"


def test_a_permanent_session_need_not_be_refreshed(make_site) -> None:
    """SESSION_REFRESH_EACH_REQUEST decides; a change is saved all the same."""
    site = make_site(SESSION_REFRESH_EACH_REQUEST=False)
    assert "Set-Cookie" not in site.save(SecureCookieSession({"_permanent": True})).headers
    assert "Expires=" in site.save(changed(_permanent=True)).headers["Set-Cookie"]


def test_saving_without_a_key_says_so(make_site) -> None:
    """As when the key is taken away while a request is handled."""
    with pytest.raises(RuntimeError, match="no secret key was set"):
        make_site(SECRET_KEY=None).save(changed(user=1))


def test_the_cookie_is_the_serializers(site) -> None:
    """The direct path writes what the public serializer writes."""
    serializer = site.session_interface.get_signing_serializer(site)
    assert isinstance(serializer, URLSafeTimedSerializer)
    for content in ({"user": 1, "b": (2,)}, {"text": "a" * 300}):
        cookie = site.cookie(content).removeprefix("session=")
        assert serializer.loads(cookie) == content
        assert site.open("session=" + serializer.dumps(content)) == content
        with site.app_context():
            signed = serializer.dumps(content)
        assert (
            signed.rpartition(".")[0].rpartition(".")[0]
            == (cookie.rpartition(".")[0].rpartition(".")[0])
        )


# -- other settings


class Sha256(SecureCookieSessionInterface):
    """Signs with another hash function."""

    digest_method = staticmethod(hashlib.sha256)


class Salted(SecureCookieSessionInterface):
    """Another salt: still the direct path."""

    salt = "acme"


class Concatenated(SecureCookieSessionInterface):
    """Another way to derive the key."""

    key_derivation = "django-concat"


class OwnTags(SecureCookieSessionInterface):
    """A serializer of a class of its own."""

    serializer = type("Serializer", (TaggedJSONSerializer,), {"__slots__": ()})()


class OwnSerializer(SecureCookieSessionInterface):
    """Signs with whatever it likes."""

    def get_signing_serializer(self, app):
        return URLSafeTimedSerializer(app.secret_key, salt="own") if app.secret_key else None


OTHERS = [Sha256, Salted, Concatenated, OwnTags, OwnSerializer]


@pytest.mark.parametrize("kind", OTHERS)
def test_other_settings_take_effect(make_site, kind) -> None:
    """Sessions are written and read with them, and are strangers to the default."""
    site, default = make_site(), make_site()
    site.session_interface = kind()
    cookie = site.cookie({"user": 1})
    assert site.open(cookie) == {"user": 1}
    assert default.open(cookie) == ({"user": 1} if kind is OwnTags else {})
    serializer = site.session_interface.get_signing_serializer(site)
    assert serializer.loads(cookie.removeprefix("session=")) == {"user": 1}
    site.config["SECRET_KEY"] = None
    assert site.open(cookie) is None


@pytest.mark.parametrize("kind", [Sha256, Concatenated, OwnTags])
def test_signatures_are_strict_with_other_settings_too(make_site, kind) -> None:
    """No letter of the cookie may change, not even where its meaning stays."""
    site = make_site()
    site.session_interface = kind()
    cookie = site.cookie({"user": 1})
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        if letter != cookie[-1]:
            assert site.open(cookie[:-1] + letter) == {}


def test_a_session_class_of_ones_own_is_used(make_site) -> None:
    """With a cookie and without."""

    class Mine(SecureCookieSession):
        pass

    site = make_site()
    site.session_interface.session_class = Mine
    assert type(site.open()) is Mine
    assert type(site.open(site.cookie({"user": 1}))) is Mine


def test_settings_of_the_instance_take_effect(make_site) -> None:
    """As those of the class do."""
    site = make_site()
    site.session_interface.salt = "acme"
    other = make_site()
    other.session_interface = Salted()
    assert other.open(site.cookie({"user": 1})) == {"user": 1}
    site.session_interface.get_signing_serializer = lambda app: None
    assert site.open() is None


# -- opening late


def deferred(site, header: str | None = None):
    """How the session of such a request is opened late."""
    return site.session_interface.defer_session(site, site.environ(header))


def test_a_deferred_session_is_what_would_have_been_opened(site) -> None:
    """With a cookie, with others, with a forged one and with none."""
    cookie = site.cookie({"user": 1, "pair": (1, 2)})
    for header in (None, "", "theme=dark", cookie, f"a=b; {cookie}; c=d", cookie + "x", "session="):
        opened, _ = deferred(site, header)
        session = opened()
        assert session == site.open(header)
        assert type(session) is SecureCookieSession
        assert not session.modified


def test_sessions_opened_late_are_not_one(site) -> None:
    """Each request gets a session of its own, without a cookie too."""
    (first, _), (second, _) = deferred(site), deferred(site)
    assert first() is not second()


def test_without_a_key_a_deferred_session_is_none(make_site) -> None:
    """A key that appears later opens nothing any more."""
    site = make_site(SECRET_KEY=None)
    opened, settle = deferred(site, "session=x")
    site.config["SECRET_KEY"] = "key"
    assert opened() is None
    assert not settle


def test_keys_cookie_and_time_are_those_of_the_start(site, monkeypatch) -> None:
    """Whatever happens to them until the session is used."""
    site.permanent_session_lifetime = timedelta(seconds=10)
    environ = site.environ(site.cookie({"user": 1}))
    opened, _ = site.session_interface.defer_session(site, environ)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 100)
    environ["HTTP_COOKIE"] = ""
    site.config.update(SECRET_KEY="another", SESSION_COOKIE_NAME="other")
    site.permanent_session_lifetime = timedelta(0)
    assert opened() == {"user": 1}


def test_an_unused_session_is_settled_where_it_may_be_refreshed(make_site) -> None:
    """Only if the request carried the cookie, and refreshing is on."""
    site, quiet = make_site(), make_site(SESSION_REFRESH_EACH_REQUEST=False)
    cookie = site.cookie({"_permanent": True})
    assert deferred(site, cookie)[1] is True
    assert deferred(site, "theme=session")[1] is False
    assert deferred(site)[1] is False
    assert deferred(quiet, cookie)[1] is False


@pytest.mark.parametrize("name", ["", "a b", 'a"', "a=b", "a;b"])
def test_a_strange_name_opens_at_once(make_site, name: str) -> None:
    """Only names that a header holds as they are can be found in it."""
    assert deferred(make_site(SESSION_COOKIE_NAME=name), "a=b") is None


@pytest.mark.parametrize("kind", [*OTHERS, type("Sub", (SecureCookieSessionInterface,), {})])
def test_another_class_opens_at_once(make_site, kind) -> None:
    """A subclass may count on being called before the URL is matched."""
    site = make_site()
    site.session_interface = kind()
    assert deferred(site) is None


@pytest.mark.parametrize("change", [{"anything": 1}, {"__class__": OTHERS[0]}])
def test_a_changed_instance_opens_at_once(site, change) -> None:
    """Whatever was assigned to it."""
    for name, value in change.items():
        setattr(site.session_interface, name, value)
    assert deferred(site) is None


def test_an_instance_that_is_changed_back_opens_later_again(site) -> None:
    """As after a test that patched it; not as long as something is left."""
    with mock.patch.object(site.session_interface, "salt", "another"):
        site.session_interface.anything = 1
        assert deferred(site) is None
    assert deferred(site) is None
    del site.session_interface.anything
    assert deferred(site) is not None


def test_a_copy_of_the_interface_is_as_it_was(site) -> None:
    """Changed or not."""
    site.session_interface = copy(site.session_interface)
    assert deferred(site) is not None
    site.session_interface.anything = 1
    site.session_interface = copy(site.session_interface)
    assert deferred(site) is None


OF_ANY_REQUEST = ["open_session", "save_session", "get_signing_serializer", "session_class"]
OF_A_COOKIE = [
    "get_cookie_name",
    "should_set_cookie",
    "is_null_session",
    "make_null_session",
    "null_session_class",
    "serializer",
    "salt",
    "digest_method",
    "key_derivation",
]


@pytest.mark.parametrize("name", OF_ANY_REQUEST + OF_A_COOKIE)
def test_a_patched_class_opens_at_once(site, monkeypatch, name: str) -> None:
    """As tracers and tests patch it, on the class or on the base of all interfaces."""
    header = site.cookie({"user": 1})
    owner = SecureCookieSessionInterface
    if name not in vars(owner):
        owner = SessionInterface
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, type("Patched", (), {"__call__": lambda *a: None})())
        assert deferred(site, header) is None
        if name in OF_ANY_REQUEST:
            assert deferred(site) is None
    assert deferred(site) is not None


def test_a_patched_session_class_opens_at_once(site, monkeypatch) -> None:
    """Who watches the constructor sees it called when it would have been."""
    header = site.cookie({"user": 1})
    monkeypatch.setattr(SecureCookieSession, "__init__", lambda self, initial=None: None)
    assert deferred(site, header) is None


def test_the_key_may_be_a_class_attribute(make_site) -> None:
    """As subclasses of applications have it; the configuration does not know it."""

    class Keyed(make_site):
        secret_key = "a key"

    site = Keyed(SECRET_KEY=None)
    opened, _ = deferred(site)
    assert type(opened()) is SecureCookieSession
    opened, _ = deferred(site, site.cookie({"user": 1}))
    assert opened() == {"user": 1}


def test_sha1_is_looked_up_when_it_is_used() -> None:
    """Some builds of Python lack it."""
    digest = costrel_sessions.interface.SecureCookieSessionInterface.digest_method
    assert digest(b"a").digest() == hashlib.sha1(b"a").digest()
