"""The objects that stand for what is current."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from werkzeug.local import LocalProxy

from costrel_spec import (
    app_context,
    app_ctx,
    current,
    current_app,
    g,
    has_app_context,
    has_request_context,
    request,
    request_context,
    request_ctx,
    session,
)

pytestmark = pytest.mark.alone


class Part(SimpleNamespace):
    """One part of a context."""


@pytest.fixture
def app_part() -> Iterator[Any]:
    """An application part that is current."""
    part = Part(app=Part(name="the app"), g=Part(user="ada"))
    token = current.set((part, None))  # type: ignore[arg-type]  # enough of one
    yield part
    current.reset(token)


@pytest.fixture
def request_part(app_part: Any) -> Iterator[Any]:
    """A request part that is current, in that application part."""
    part = Part(request=Part(path="/x"), session={"user": 1})
    token = current.set((app_part, part))  # type: ignore[arg-type]  # enough of one
    yield part
    current.reset(token)


def test_in_an_application_context_the_application_is_there(app_part: Any) -> None:
    """Each proxy is bound to what is current; the functions give the thing itself."""
    assert has_app_context()
    assert app_context() is app_part
    assert current_app.name == "the app"
    assert current_app._get_current_object() is app_part.app  # type: ignore[attr-defined]  # a proxy's
    assert g.user == "ada"
    assert app_ctx._get_current_object() is app_part  # type: ignore[attr-defined]  # a proxy's


def test_in_a_request_the_request_is_there(request_part: Any) -> None:
    """With its session."""
    assert has_request_context()
    assert request_context() is request_part
    assert request.path == "/x"
    assert session["user"] == 1
    assert request_ctx._get_current_object() is request_part  # type: ignore[attr-defined]  # a proxy's


def test_g_can_be_written_through(app_part: Any) -> None:
    """As everybody does."""
    g.user = "grace"
    assert app_part.g.user == "grace"


def test_an_application_alone_is_no_request(app_part: Any) -> None:
    """What needs a request says so in Flask's first words."""
    assert not has_request_context()
    for use in (
        request_context,
        lambda: request.path,
        lambda: session["x"],
        lambda: request_ctx.app,
    ):
        with pytest.raises(RuntimeError, match=r"^Working outside of request context\."):
            use()


def test_outside_of_everything_nothing_is_there() -> None:
    """What needs an application says so in Flask's first words, and tells the remedy."""
    assert not has_app_context()
    assert not has_request_context()
    for use in (app_context, lambda: current_app.name, lambda: g.x, lambda: app_ctx.app):
        with pytest.raises(
            RuntimeError, match=r"^Working outside of application context\."
        ) as caught:
            use()
        assert "with app.app_context(): ..." in str(caught.value)


def test_all_of_them_are_werkzeugs_proxies() -> None:
    """Extensions test for that, and a proxy of nothing is false."""
    proxies: tuple[Any, ...] = (app_ctx, request_ctx, current_app, g, request, session)
    for proxy in proxies:
        assert repr(proxy) == "<LocalProxy unbound>"
        assert not proxy
        assert isinstance(proxy, LocalProxy)


def test_a_proxy_acts_on_the_thing_itself(request_part: Any) -> None:
    """Attributes and items are got, set, looked for and deleted in it."""
    session["user"] += 1
    assert request_part.session == {"user": 2}
    assert "user" in session
    assert "name" not in session
    del session["user"]
    assert len(session) == 0
    request.method = "POST"
    assert request_part.request.method == "POST"
    del request.method
    assert not hasattr(request, "method")
