"""What a request does not do once the hooks are sealed."""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, SimpleNamespace
from typing import Any

import pytest

from costrel import Costrel, flash, render_template_string
from costrel_spec import Hooks, hookimpl, hooks


@contextmanager
def calls_into(package: str) -> Iterator[list[str]]:
    """The functions of a package that are called meanwhile, in this thread."""
    found: list[str] = []

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.partition(".")[0] == package:
            found.append(f"{module}.{frame.f_code.co_qualname}")

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield found
    finally:
        sys.setprofile(before)


def answering(arguments: str, answer: Any) -> Any:
    """A function with these arguments that does nothing but answer."""
    return eval(f"lambda {arguments}: answer", {"answer": answer})


def plugin(name: str) -> Any:
    """A plugin with all sealed hooks, each with all of its arguments."""
    made: dict[str, Any] = {}
    for hook in Hooks.names:
        arguments = ", ".join(inspect.signature(getattr(hooks, hook)).parameters)
        answer = {} if hook == "template_context" else None
        made[hook] = hookimpl(specname=hook)(answering(arguments, answer))
    return SimpleNamespace(plugin_name=name, **made)


def application(*plugins: Any) -> Costrel:
    """An application whose requests fire every hook."""
    app = Costrel("shop", plugins=plugins)
    app.secret_key = "key"

    @app.get("/")
    def index() -> str:
        flash("saved")
        return render_template_string("{{ 1 + 1 }}")

    @app.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError("broken")

    return app


def test_a_request_does_not_call_pluggy() -> None:
    """Neither the first one after the seal, nor one that fails, nor one that nobody answers."""
    # pytest traces each import with pluggy: what is imported late has to be there already.
    other = application().test_client()
    assert [other.get(path).status_code for path in ("/", "/broken", "/missing")] == [200, 500, 404]
    app = application(*map(plugin, ("a", "b", "c")))
    app.seal()
    client = app.test_client()
    with calls_into("pluggy") as found:
        assert client.get("/").text == "2"
        assert client.get("/").text == "2"
        assert client.get("/broken").status_code == 500
        assert client.get("/missing").status_code == 404
    assert found == []
    with calls_into("pluggy") as found:
        app.assembly.pluggy.hook.shell_context(app=app)
    assert found, "such calls would have been noticed"


class Counted(Costrel):
    """An application that notes what it makes synchronous."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.made_sync: list[Any] = []
        super().__init__(*args, **kwargs)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """A function that can be called without a loop."""
        self.made_sync.append(func)
        return super().ensure_sync(func)


def test_an_async_implementation_is_wrapped_once() -> None:
    """At the seal, however many requests follow; it gets the arguments that it declares."""
    pytest.importorskip("asgiref")
    seen: list[Any] = []

    @hookimpl
    async def before_request(ctx: Any) -> Any:
        seen.append(ctx.request.path)
        return "from the hook" if ctx.request.path == "/answered" else None

    @hookimpl
    async def after_request(response: Any) -> None:
        response.headers["X-Seen"] = str(len(seen))

    app = Counted(
        "shop",
        plugins=[SimpleNamespace(before_request=before_request, after_request=after_request)],
    )
    app.add_url_rule("/", "index", lambda: "from the view")
    client = app.test_client()
    for number in range(1, 4):
        answer = client.get("/")
        assert (answer.text, answer.headers["X-Seen"]) == ("from the view", str(number))
    assert client.get("/answered").text == "from the hook"
    for function in (before_request, after_request):
        assert app.made_sync.count(function) == 1
