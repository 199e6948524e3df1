"""Sessions are Flask's: each reads the other's cookies, and answers with the same headers."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import flask
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.test import Client

import costrel_core
import costrel_spec

KEY = "the key of both"
EXPIRES = re.compile(r"; Expires=[^;]+")
CONTENTS = st.dictionaries(
    st.text(max_size=6),
    st.recursive(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.text(max_size=60),
            st.binary(max_size=10),
            st.uuids(),
            st.text(max_size=5).map(Markup),
            st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
        ),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.lists(inner, max_size=3).map(tuple),
            st.dictionaries(st.text(max_size=3), inner, max_size=2),
        ),
        max_leaves=5,
    ),
    max_size=4,
)


@contextmanager
def clock(now: float) -> Iterator[None]:
    """Within it, both see this time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: now)
        yield


class Twins:
    """One application on Flask and one on ours, with the same settings, view and requests."""

    def __init__(self, **config: Any) -> None:
        self.flask: Any = flask.Flask("twin")
        self.ours: Any = costrel_core.App("twin")
        for app in (self.flask, self.ours):
            app.config.update({"SECRET_KEY": KEY, **config})

    def answers(
        self, view: Callable[[Any], Any], cookie: str | None = None, before: Any = None
    ) -> tuple[Any, Any]:
        """Status, body and headers of both for a request whose view gets the session proxy."""
        found = []
        for app, module in ((self.flask, flask), (self.ours, costrel_spec)):
            app.view_functions.pop("page", None)
            app.url_map = app.url_map_class()
            app.before_request_funcs.clear()
            app._got_first_request = False
            app.add_url_rule("/", "page", lambda module=module: str(view(module.session)))
            if before is not None:
                app.before_request_funcs[None] = [lambda app=app: before(app)]
            headers = {} if cookie is None else {"Cookie": cookie}
            response = Client(app, use_cookies=False).get("/", headers=headers)
            found.append(
                (
                    response.status_code,
                    response.data,
                    [EXPIRES.sub("; Expires", str(item)) for item in response.headers.items()],
                )
            )
            response.close()
        return found[0], found[1]


def serializers(**config: Any) -> tuple[Any, Any]:
    """The signing serializers of both."""
    twins = Twins(**config)
    return (
        twins.flask.session_interface.get_signing_serializer(twins.flask),
        twins.ours.session_interface.get_signing_serializer(twins.ours),
    )


def cookie(content: dict[str, Any], **config: Any) -> str:
    """The cookie that Flask makes of a session."""
    app = Twins(**config).flask
    with app.app_context():
        signed: str = app.session_interface.get_signing_serializer(app).dumps(content)
    return f"session={signed}"


@settings(max_examples=50, deadline=None)
@given(CONTENTS, st.integers(0, 2**32))
def test_both_write_the_same_cookie(content: dict[str, Any], now: int) -> None:
    """Byte for byte, at the same time with the same key."""
    with clock(now):
        flasks, ours = Twins().answers(lambda session: session.update(content))
    assert ours == flasks


@settings(max_examples=50, deadline=None)
@given(CONTENTS)
def test_each_reads_what_the_other_wrote(content: dict[str, Any]) -> None:
    """With all types, through the public serializer as well as through requests."""
    flasks, ours = Twins().answers(
        lambda session: sorted(session.items(), key=str), cookie(content)
    )
    assert ours == flasks
    flask_signs, we_sign = serializers()
    assert flask_signs.loads(we_sign.dumps(content)) == content
    assert we_sign.loads(flask_signs.dumps(content)) == content


USES: dict[str, Callable[[Any], Any]] = {
    "nothing": lambda session: "",
    "truth": bool,
    "read": lambda session: session.get("a"),
    "contains": lambda session: "a" in session,
    "write": lambda session: session.__setitem__("b", 1),
    "write the same": lambda session: session.__setitem__("a", 1),
    "delete": lambda session: session.pop("a", None),
    "clear": lambda session: session.clear(),
    "permanent": lambda session: setattr(session, "permanent", True),
    "not permanent": lambda session: setattr(session, "permanent", False),
    "is permanent": lambda session: session.permanent,
    "mark": lambda session: setattr(session, "modified", True),
    "mark as clean": lambda session: (session.update(b=1), setattr(session, "modified", False)),
    "forget access": lambda session: setattr(session, "accessed", False),
    "update": lambda session: session.update(a=(1,), c=b"x"),
    "merge": lambda session: session.__ior__({"a": 2}),
    "default": lambda session: session.setdefault("a", 5),
    "accessed": lambda session: (session.accessed, session.modified, session.new),
    "fail": lambda session: session["none"],
    "unwritable": lambda session: session.__setitem__("a", object()),
}
CONFIGS: list[dict[str, Any]] = [
    {},
    {"SESSION_REFRESH_EACH_REQUEST": False},
    {"SECRET_KEY": None},
    {"SECRET_KEY": "new", "SECRET_KEY_FALLBACKS": ["older", KEY]},
    {"PERMANENT_SESSION_LIFETIME": timedelta(seconds=-1)},
    {"PERMANENT_SESSION_LIFETIME": 5},
    {
        "APPLICATION_ROOT": "/root",
        "SESSION_COOKIE_DOMAIN": "example.com",
        "SESSION_COOKIE_HTTPONLY": False,
        "SESSION_COOKIE_PARTITIONED": True,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_SECURE": True,
    },
]
STARTS = {
    "none": None,
    "other": "theme=dark; sessions=1",
    "empty": "session=",
    "forged": "session=eyJhIjoxfQ.aaaa.bbbb",
    "session": cookie({"a": 1}),
    "permanent": "x=y; " + cookie({"a": 1, "_permanent": True}),
    "twice": cookie({"a": 1}) + "; " + cookie({"a": 2}),
    "quoted": cookie({"a": 1}).replace("=", '="', 1) + '"',
}


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: ",".join(config) or "default")
@pytest.mark.parametrize("start", STARTS)
def test_both_answer_with_the_same_headers(start: str, config: dict[str, Any]) -> None:
    """Whatever a view does with whatever session, under each setting."""
    twins = Twins(**config)
    with clock(time.time()):
        for name, use in USES.items():
            flasks, ours = twins.answers(use, STARTS[start])
            if name == "merge" and config.get("SECRET_KEY", KEY) is None:
                # The one difference: Flask's null session lets |= pass, and loses what was written.
                assert (flasks[0], ours[0]) == (200, 500)
            else:
                assert ours == flasks, name


def test_nobody_can_tell_that_a_session_opens_late() -> None:
    """What changes before the first use changes nothing, as in Flask, which opens it at once."""

    def new_key(app: Any) -> None:
        app.config.update(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[KEY])

    def no_key(app: Any) -> None:
        app.config["SECRET_KEY"] = None

    def new_name(app: Any) -> None:
        app.config["SESSION_COOKIE_NAME"] = "another"

    def new_environ(app: Any) -> None:
        module: Any = flask if isinstance(app, flask.Flask) else costrel_spec
        module.request.environ["HTTP_COOKIE"] = "session=changed"

    def new_lifetime(app: Any) -> None:
        app.config["PERMANENT_SESSION_LIFETIME"] = timedelta(0)

    with clock(time.time()):
        for before in (new_key, new_name, new_environ, new_lifetime, no_key):
            for use in ("read", "nothing", "truth"):
                for start in STARTS.values():
                    flasks, ours = Twins().answers(USES[use], start, before)
                    assert ours == flasks, (before.__name__, use, start)
