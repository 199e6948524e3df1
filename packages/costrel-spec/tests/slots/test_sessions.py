"""The slot ``sessions``."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from costrel_spec import NullSession, SessionInterface, SessionMixin

pytestmark = pytest.mark.alone


class Stored(dict[str, Any], SessionMixin):
    """The simplest session."""


@pytest.fixture
def app() -> Any:
    """An application's settings."""
    return SimpleNamespace(
        config={
            "APPLICATION_ROOT": "/root",
            "SESSION_COOKIE_NAME": "sid",
            "SESSION_COOKIE_DOMAIN": "example.org",
            "SESSION_COOKIE_PATH": None,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SECURE": False,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "SESSION_COOKIE_PARTITIONED": False,
            "SESSION_REFRESH_EACH_REQUEST": True,
        },
        permanent_session_lifetime=timedelta(days=2),
    )


SESSIONS = SessionInterface()


def test_an_implementation_must_open_and_save() -> None:
    """The base says what is missing, with the name of the class."""
    nothing = cast(Any, None)

    class Empty(SessionInterface):
        pass

    with pytest.raises(TypeError, match=r"Empty must define open_session\(app, request\)"):
        Empty().open_session(nothing, nothing)
    with pytest.raises(
        TypeError, match=r"Empty must define save_session\(app, session, response\)"
    ):
        Empty().save_session(nothing, nothing, nothing)


def test_a_session_is_opened_at_once_by_default(app: Any) -> None:
    """Only an implementation that says how may wait for the first use."""
    assert SESSIONS.defer_session(app, {}) is None


def test_null_sessions_are_recognised(app: Any) -> None:
    """Those that it makes, of the class that it names."""
    assert SESSIONS.is_null_session(SESSIONS.make_null_session(app))
    assert not SESSIONS.is_null_session(Stored())

    class OwnNull(NullSession):
        pass

    class Own(SessionInterface):
        null_session_class = OwnNull

    assert type(Own().make_null_session(app)) is OwnNull
    assert not Own().is_null_session(NullSession())


def test_the_cookie_is_described_by_the_configuration(app: Any) -> None:
    """Each attribute by the setting that Flask reads."""
    assert SESSIONS.get_cookie_name(app) == "sid"
    assert SESSIONS.get_cookie_domain(app) == "example.org"
    assert SESSIONS.get_cookie_httponly(app) is True
    assert SESSIONS.get_cookie_secure(app) is False
    assert SESSIONS.get_cookie_samesite(app) == "Lax"
    assert SESSIONS.get_cookie_partitioned(app) is False


def test_the_path_of_the_cookie_is_the_applications_root_by_default(app: Any) -> None:
    """Unless it is set."""
    assert SESSIONS.get_cookie_path(app) == "/root"
    app.config["SESSION_COOKIE_PATH"] = "/shop"
    assert SESSIONS.get_cookie_path(app) == "/shop"


def test_only_a_permanent_session_expires(app: Any) -> None:
    """After the lifetime of the application, in UTC."""
    session = Stored()
    assert SESSIONS.get_expiration_time(app, session) is None
    session.permanent = True
    expires = SESSIONS.get_expiration_time(app, session)
    assert expires is not None
    assert abs(expires - datetime.now(UTC) - timedelta(days=2)) < timedelta(minutes=1)


@pytest.mark.parametrize("modified", [False, True])
@pytest.mark.parametrize("permanent", [False, True])
@pytest.mark.parametrize("refresh", [False, True])
def test_a_cookie_is_set_if_the_session_changed_or_is_refreshed(
    app: Any, modified: bool, permanent: bool, refresh: bool
) -> None:
    """Only permanent sessions are refreshed, and only if that is on."""
    session = Stored()
    session.permanent = permanent
    session.modified = modified
    app.config["SESSION_REFRESH_EACH_REQUEST"] = refresh
    assert SESSIONS.should_set_cookie(app, session) == (modified or (permanent and refresh))
