"""Measure what plugins cost that do nothing: on a hello, and at the boot."""

import time
from statistics import median
from types import SimpleNamespace
from typing import Any

from costrel import Costrel
from costrel_spec import Hooks, hookimpl
from exchange import Message, wsgi_call
from turns import take_turns

COUNTS = (0, 1, 5, 20, 50, 100)
BOOTS = 20
ARGUMENTS = {
    "after_request": "ctx, response",
    "before_render": "app, template, context",
    "before_request": "ctx",
    "context_popped": "app",
    "context_pushed": "app",
    "flashed": "app, message, category",
    "handle_error": "ctx, error",
    "rendered": "app, template, context",
    "request_failed": "ctx, error",
    "request_finished": "ctx, response",
    "request_started": "ctx",
    "teardown_context": "app, error",
    "teardown_request": "ctx, error",
    "template_context": "ctx",
}


def plugins(count: int) -> list[Any]:
    """As many plugins, each with one hook that does nothing, spread evenly over the lifecycle."""
    made = []
    for number in range(count):
        hook = Hooks.names[number % len(Hooks.names)]
        scope: dict[str, Any] = {}
        exec(f"def {hook}({ARGUMENTS[hook]}): pass", scope)  # names of this file
        made.append(SimpleNamespace(plugin_name=f"p{number}", **{hook: hookimpl(scope[hook])}))
    return made


def shop(count: int) -> Costrel:
    """An application with as many plugins that says hello."""
    app = Costrel("shop", plugins=plugins(count))
    app.add_url_rule("/", "hello", lambda: "Hello")
    return app


def boot(count: int) -> float:
    """Seconds from the constructor to the sealed application, the median of several."""
    times = []
    for _ in range(BOOTS):
        given = plugins(count)
        start = time.perf_counter()
        Costrel("shop", plugins=given).seal()
        times.append(time.perf_counter() - start)
    return median(times)


def main() -> None:
    """Print both for several numbers of plugins."""
    calls = {str(count): wsgi_call(shop(count), Message()) for count in COUNTS}
    times = {name: min(each) for name, each in take_turns(calls, 40).items()}
    print(f"{'plugins':>8} {'hello':>9} {'of none':>8} {'boot':>9}")
    for count in COUNTS:
        hello = times[str(count)]
        print(
            f"{count:8} {1e6 * hello:6.2f} us {hello / times['0']:7.2f}x {1e3 * boot(count):6.1f} ms"
        )
    print("goals: 20 plugins at most 1.30x; 100 plugins boot in at most 150 ms")


if __name__ == "__main__":
    main()
