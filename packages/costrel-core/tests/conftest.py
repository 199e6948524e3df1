"""Applications of the core alone, and the promise that no test leaves a context behind."""

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from costrel_core import App
from costrel_spec import SessionInterface, SessionMixin, current, hookimpl

# How long one example takes depends on what else the machine does; no test is about time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


class StoredSession(dict[str, Any], SessionMixin):
    """A session that can't tell whether it was changed."""


class CookieSessions(SessionInterface):
    """Sessions that are opened at once and travel unsigned, as JSON; ``opened`` counts them."""

    opened = 0

    def open_session(self, app: Any, request: Any) -> StoredSession | None:
        """What the cookie holds; None without a secret key."""
        self.opened += 1
        if not app.secret_key:
            return None
        return StoredSession(json.loads(request.cookies.get("session", "{}")))

    def save_session(self, app: Any, session: Any, response: Any) -> None:
        """Send the cookie, whether it changed or not."""
        response.set_cookie("session", json.dumps(session))


@pytest.fixture(autouse=True)
def no_context_is_left() -> Iterator[None]:
    """Every test, whatever it raises, ends with no application and no request current."""
    yield
    left = current.get()
    current.set((None, None))
    assert left == (None, None)


@pytest.fixture
def make_app(tmp_path: Path) -> Callable[..., Any]:
    """Makes applications that have no part but the core, of ``App`` or the class that is given."""

    def make(kind: Any = App, name: str = "bare", **options: Any) -> Any:
        options.setdefault("root_path", str(tmp_path))
        return kind(name, **{"without": App.parts, "plugins": (), **options})

    return make


@pytest.fixture
def app(make_app: Callable[..., Any]) -> Any:
    """An application that has no part but the core."""
    return make_app()


@pytest.fixture
def has_dictionary() -> Callable[[object], bool]:
    """Tells whether an object has a dictionary already: to look at it would make it."""

    def known(thing: object) -> int:
        return sum(type(each) is dict for each in gc.get_referents(thing))

    def has_dictionary(thing: object) -> bool:
        before = known(thing)
        vars(thing)
        return known(thing) == before

    return has_dictionary


@pytest.fixture
def sessions() -> CookieSessions:
    """A session interface that is not the default."""
    return CookieSessions()


@pytest.fixture
def plugin() -> Callable[..., Any]:
    """Makes a plugin of functions that are named like the hooks they implement."""

    def make(*functions: Any, name: str = "probe") -> Any:
        hooks = {each.__name__: staticmethod(hookimpl(each)) for each in functions}
        return type("Probe", (), {"plugin_name": name, **hooks})

    return make


@pytest.fixture
def without_gc() -> Iterator[None]:
    """The cyclic garbage collector rests: what stays alive is in a cycle."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def torn(app: App) -> list[tuple[str, type]]:
    """The ends of contexts, as the teardown functions of the application see them."""
    events: list[tuple[str, type]] = []
    app.teardown_request(lambda error: events.append(("request", type(error))))
    app.teardown_appcontext(lambda error: events.append(("app", type(error))))
    return events
