"""Applications put together at random answer as they would with Flask, event for event."""

import logging
import random
from collections.abc import Callable, Iterator
from contextvars import copy_context
from types import ModuleType
from typing import Any

import flask
import pytest
from werkzeug.exceptions import BadRequestKeyError, HTTPException, NotFound
from werkzeug.test import create_environ, run_wsgi_app

import costrel

FRAMEWORKS = ((flask, flask.Flask), (costrel, costrel.Costrel))
SEEDS = range(250)


@pytest.fixture(autouse=True)
def no_log() -> Iterator[None]:
    """Thousands of errors on purpose."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


class Author:
    """Writes an application for a framework; the same seed writes the same one."""

    def __init__(self, seed: int, framework: ModuleType, app_class: Any) -> None:
        self.random = random.Random(seed)
        self.framework = framework
        self.events: list[str] = []
        self.app = app_class("site", root_path="/", instance_path="/", static_folder=None)
        self.actions: dict[str, Callable[[Any], Any]] = {
            "nothing": lambda error: None,
            "text": lambda error: "text",
            "tuple": lambda error: ("tuple", 299, {"X-T": "1"}),
            "json": lambda error: {"a": [1]},
            "response": lambda error: framework.make_response("response", 202),
            "exception": lambda error: NotFound("returned"),
            "redirect": lambda error: framework.redirect("/elsewhere"),
            "globals": lambda error: str(sorted(framework.g)),
            "wrong": lambda error: 5,
            "403": lambda error: framework.abort(403),
            "410": lambda error: framework.abort(410),
            "KeyError": lambda error: {}["missing"],
            "ValueError": lambda error: int("none"),
            "BadRequestKeyError": lambda error: self.fail(BadRequestKeyError("missing")),
            "SystemExit": lambda error: self.fail(SystemExit()),
            "again": self.fail,
        }

    def fail(self, error: BaseException) -> Any:
        raise error

    def action(self, *names: str) -> Callable[[Any], Any]:
        """One of the named actions."""
        return self.actions[self.random.choice(names)]

    def write(self) -> Any:
        """The application, with three blueprints, one of them inside another."""
        names = ("parent", "child", "other")
        blueprints = {
            name: self.framework.Blueprint(name, "site", root_path="/", url_prefix=prefix)
            for name in names
            for prefix in [self.random.choice([None, f"/{name}"])]
        }
        for name, scaffold in {"app": self.app, **blueprints}.items():
            self.enclose(scaffold, name)
            self.handle(scaffold, name)
            self.view(scaffold, name)
        self.app.teardown_appcontext(lambda error: self.note("end", type(error)))
        child_options: Any = self.random.choice([{}, {"name": "girl"}, {"url_prefix": "/boy"}])
        parent_options: Any = self.random.choice([{}, {"name": "mum"}, {"url_prefix": "/dad"}])
        blueprints["parent"].register_blueprint(blueprints["child"], **child_options)
        self.app.register_blueprint(blueprints["parent"], **parent_options)
        self.app.register_blueprint(blueprints["other"])
        self.app.config.update(
            PROPAGATE_EXCEPTIONS=self.random.choice([None, None, True, False]),
            TRAP_HTTP_EXCEPTIONS=self.random.random() < 0.1,
            TRAP_BAD_REQUEST_ERRORS=self.random.choice([None, None, True]),
            TESTING=self.random.random() < 0.2,
        )
        return self.app

    def note(self, *event: object) -> None:
        self.events.append(" ".join(map(str, event)))

    def enclose(self, scaffold: Any, name: str) -> None:
        """Functions before and after the view, and at the end."""
        for number in range(self.random.randint(0, 2)):
            act = self.action(*["nothing"] * 6, "text", "KeyError", "403", "json")

            def before(number: int = number, act: Any = act) -> Any:
                self.note("before", name, number)
                setattr(self.framework.g, f"{name}{number}", 1)
                return act(None)

            scaffold.before_request(before)
        for number in range(self.random.randint(0, 2)):
            what = self.random.choice([*["keep"] * 6, "text", "KeyError", "403"])

            def after(response: Any, number: int = number, what: str = what) -> Any:
                self.note("after", name, number, response.status_code)
                response.headers.add("X-After", name)
                if what == "keep":
                    return response
                return self.framework.make_response(self.actions[what](None))

            scaffold.after_request(after)
        for number in range(self.random.randint(0, 2)):
            scaffold.teardown_request(
                lambda error, number=number: self.note("teardown", name, number, type(error))
            )
        if self.random.random() < 0.5:
            scaffold.url_value_preprocessor(
                lambda endpoint, values: self.note("values", name, endpoint, values)
            )

    def handle(self, scaffold: Any, name: str) -> None:
        """Error handlers by code and class; those of server errors never fail."""
        safe = (500, HTTPException, Exception)
        every = (400, 403, 404, 405, 410, LookupError, KeyError, ValueError, *safe)
        for handled in self.random.sample(every, self.random.randint(0, 4)):
            answers = ("text", "tuple", "json", "exception")
            act = self.action(*answers, *(() if handled in safe else ("nothing", "again", "403")))

            def handler(error: Any, handled: Any = handled, act: Any = act) -> Any:
                original = getattr(error, "original_exception", None)
                self.note("handler", name, handled, type(error), type(original))
                return act(error)

            scaffold.register_error_handler(handled, handler)

    def view(self, scaffold: Any, name: str) -> None:
        """A view with two rules, which may do anything."""
        act = self.action(*(action for action in self.actions if action != "again"))
        later = self.random.random() < 0.3

        def view(number: int | None = None) -> Any:
            self.note("view", name, self.framework.request.blueprints, number)
            if later:
                self.framework.after_this_request(
                    lambda response: (self.note("after this", name), response)[1]
                )
            return act(None)

        methods: Any = self.random.choice([["GET"], ["GET", "POST"], ["POST"]])
        scaffold.add_url_rule(f"/{name}", name, view, methods=methods)
        scaffold.add_url_rule(f"/{name}/<int:number>/", f"{name}_number", view, methods=methods)

    def visit(self) -> list[Any]:
        """Some requests, and what comes of them."""
        paths = [rule.rule.replace("<int:number>", "7") for rule in self.app.url_map.iter_rules()]
        paths = [*sorted(paths), "/nowhere", "/parent", "/other/7", "/other/x/"]
        return [
            self.send(
                self.random.choice(paths),
                self.random.choice(["GET", "GET", "POST", "HEAD", "OPTIONS", "PUT"]),
            )
            for _ in range(6)
        ]

    def send(self, path: str, method: str) -> Any:
        """Status, body and headers of the answer, or the error that the server gets."""
        self.note(method, path)
        try:
            body, status, headers = run_wsgi_app(self.app, create_environ(path, method=method))
        except BaseException as error:  # SystemExit, too
            return type(error), str(error)
        # Methods are a set, which has no order.
        answer = {name: sorted(value.split(", ")) for name, value in headers}
        return status, b"".join(body), answer, [name for name, _ in headers]


def story(seed: int, framework: ModuleType, app_class: Any) -> Any:
    """All that happens to an application and to those who send requests to it."""
    author = Author(seed, framework, app_class)
    author.write()
    return author.visit(), author.events


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_application_has_the_same_story(seed: int) -> None:
    """Answers, errors, and the functions in the order in which they were called."""
    flasks, ours = (copy_context().run(story, seed, *each) for each in FRAMEWORKS)
    assert ours == flasks
