"""Applications made from plans, with either framework."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import flask
from werkzeug.routing import BaseConverter

import costrel

from .converters import CUSTOM
from .plan import Level, Plan
from .views import AFTER, BEFORE, HANDLED, HANDLERS, VIEWS

FOLDER = str(Path(__file__).parent)
KEY = "key"


@dataclass(frozen=True)
class Framework:
    """A framework, and converters that take the place of its own."""

    module: ModuleType
    app_class: Any
    converters: Mapping[str, type[BaseConverter]]


FLASK = Framework(flask, flask.Flask, {})
COSTREL = Framework(costrel, costrel.Costrel, {})


def assemble(plan: Plan, framework: Framework) -> Any:
    """The application of a plan."""
    return _Assembly(framework).make(plan)


class _Assembly:
    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.module = framework.module

    def make(self, plan: Plan) -> Any:
        app = self.app = self.framework.app_class("site", root_path=FOLDER, **plan.arguments)
        app.config.update(SECRET_KEY=KEY, PROPAGATE_EXCEPTIONS=False)
        app.config.update(plan.config)
        for name, value in plan.flags.items():
            setattr(app.url_map, name, value)
        app.url_map.converters.update({**CUSTOM, **self.framework.converters})
        self._fill(app, plan.root)
        return app

    def _fill(self, scaffold: Any, level: Level) -> None:
        views: dict[str, Callable[..., Any]] = {}
        for route in level.routes:
            view = views.setdefault(route.endpoint, self._view(route.view))
            scaffold.add_url_rule(route.rule, route.endpoint, view, **route.options)
        if level.before != "nothing":
            before = BEFORE[level.before]
            scaffold.before_request(lambda: before(self.app, self.module, {}))
        if level.after != "keep":
            after = AFTER[level.after]
            scaffold.after_request(lambda response: after(self.app, self.module, response))
        for handled, handler in level.handlers.items():
            scaffold.register_error_handler(HANDLED[handled], self._handler(handler))
        for blueprint in level.blueprints:
            made = self.module.Blueprint(
                blueprint.name, "site", root_path=FOLDER, **blueprint.options
            )
            self._fill(made, blueprint)
            for options in blueprint.registrations:
                scaffold.register_blueprint(made, **options)

    def _view(self, name: str) -> Callable[..., Any]:
        act = VIEWS[name]
        return lambda **values: act(self.app, self.module, values)

    def _handler(self, name: str) -> Callable[[Any], Any]:
        act = HANDLERS[name]
        return lambda error: act(self.app, self.module, error)
