"""What plugins do at each hook: filled ahead of the seal, and then for good."""

import threading
from typing import Any

import pytest

from costrel_core import App

pytestmark = pytest.mark.alone


def setup() -> None:
    """Make the plugin one that is not ready before its set-up."""


def before_request() -> None:
    """Look at a request."""


def teardown_context() -> None:
    """See a context end."""


def test_a_context_takes_nothing_from_the_seal(make_app: Any, plugin: Any) -> None:
    """Another thread seals while the context's is about to fill the hooks; all plugins are there."""

    class Slow(App):
        def ensure_sync(self, func: Any) -> Any:
            if not sealing.ident:
                sealing.start()
                sealing.join()
            return super().ensure_sync(func)

    probes = [plugin(setup, before_request), plugin(teardown_context, name="ready")]
    app = make_app(Slow, plugins=probes)
    sealing = threading.Thread(target=app.seal)
    with app.app_context():
        assert [len(app.hooks.before_request), len(app.hooks.teardown_context)] == [1, 1]


def test_a_set_up_may_wait_for_a_thread_that_has_a_context(make_app: Any, plugin: Any) -> None:
    """The context is not kept waiting for the set-up in its turn."""
    done: list[str] = []

    def work(app: Any) -> None:
        with app.app_context():
            done.append("work")

    def setup(app: Any) -> None:
        thread = threading.Thread(target=work, args=(app,), daemon=True)
        thread.start()
        thread.join(10)
        done.append("set up")

    make_app(plugins=[plugin(setup)]).setup_plugins()
    assert done == ["work", "set up"]
