"""Contexts that are pushed and popped at random hold what they would with Flask."""

import random
from contextvars import copy_context
from types import ModuleType
from typing import Any

import flask
import pytest

import costrel

FRAMEWORKS = ((flask, flask.Flask), (costrel, costrel.Costrel))
SEEDS = range(250)


class Walk:
    """Contexts of two applications, pushed in any order and popped from the top."""

    def __init__(self, seed: int, framework: ModuleType, app_class: Any) -> None:
        self.random = random.Random(seed)
        self.framework = framework
        self.events: list[Any] = []
        self.made: list[Any] = []
        self.pushed: list[Any] = []
        self.apps = [self.make_app(app_class, name) for name in ("first", "second")]

    def make_app(self, app_class: Any, name: str) -> Any:
        """An application that notes the ends of its contexts."""
        app = app_class(name, root_path="/", instance_path="/", static_folder=None)
        app.config["SERVER_NAME"] = self.random.choice([None, f"{name}.example"])
        app.add_url_rule("/<int:number>", "number", lambda number: "x")
        app.teardown_request(lambda error: self.events.append(("request", error, self.seen())))
        app.teardown_appcontext(lambda error: self.events.append((name, error, self.seen())))
        return app

    def seen(self) -> list[Any]:
        """All that is current."""
        framework = self.framework
        seen: list[Any] = [framework.has_app_context(), framework.has_request_context()]
        if framework.has_app_context():
            seen += [framework.current_app.name, sorted(framework.g)]
            try:
                seen.append(framework.url_for("number", number=3))
            except RuntimeError:
                seen.append("no URL")
        if framework.has_request_context():
            seen += [framework.request.path, framework.request.endpoint]
        return seen

    def push(self, context: Any) -> None:
        context.push()
        self.made.append(context)
        self.pushed.append(context)

    def step(self, number: int) -> None:
        """One push, pop or change, chosen at random."""
        app = self.random.choice(self.apps)
        copied = [context for context in self.made if hasattr(context, "copy")]
        what = self.random.choice(["app", "request", "again", "copy", "pop", "pop", "fail", "g"])
        if what == "app":
            self.push(app.app_context())
        elif what == "request":
            self.push(app.test_request_context(f"/{number}"))
        elif what == "again" and self.made:
            self.push(self.random.choice(self.made))
        elif what == "copy" and copied:
            self.push(self.random.choice(copied).copy())
        elif what in {"pop", "fail"} and self.pushed:
            self.pushed.pop().pop(LookupError if what == "fail" else None)
        elif what == "g" and self.framework.has_app_context():
            setattr(self.framework.g, f"v{number}", number)
        self.events.append((what, self.seen()))

    def story(self) -> list[Any]:
        """What was seen after each step, down to the last pop."""
        for number in range(self.random.randint(4, 22)):
            self.step(number)
        while self.pushed:
            self.pushed.pop().pop(None)
            self.events.append(self.seen())
        return [*self.events, self.seen()]


@pytest.mark.parametrize("seed", SEEDS)
def test_random_pushes_and_pops_have_the_same_story(seed: int) -> None:
    """What is current after each of them, and what teardown functions see."""
    flasks, ours = (
        copy_context().run(lambda each=each: Walk(seed, *each).story()) for each in FRAMEWORKS
    )
    assert ours == flasks
    assert ours[-1] == [False, False]
