"""Applications of any size: rules, plugins, blueprints inside each other."""

from types import SimpleNamespace
from typing import Any

from costrel import Costrel
from costrel_spec import Hooks, hookimpl
from exchange import Message

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
RULES = """
def view(number):
    return "found"

def add_rules(app, count):
    for number in range(count):
        app.add_url_rule(f"/section{number}/<int:number>/view", f"section{number}", view)
"""
"""As text too, for programs of other processes."""

_rules: dict[str, Any] = {}
exec(RULES, _rules)


def hit(count: int) -> Message:
    """A request for a rule in the middle."""
    return Message(f"/section{count // 2}/7/view")


def wrong_method(count: int) -> Message:
    """A request that the rule in the middle does not allow."""
    return Message(f"/section{count // 2}/7/view", "POST")


MISS = Message("/nowhere/7/view")


def with_rules(web: Any, count: int) -> Any:
    """An application of the class ``web`` with so many dynamic rules."""
    app = web("shop", root_path=".")
    _rules["add_rules"](app, count)
    return app


def plugins(count: int) -> list[Any]:
    """As many plugins, each with one hook that does nothing, spread evenly over the lifecycle."""
    made = []
    for number in range(count):
        hook = Hooks.names[number % len(Hooks.names)]
        scope: dict[str, Any] = {}
        exec(f"def {hook}({ARGUMENTS[hook]}): pass", scope)  # names of this file
        made.append(SimpleNamespace(plugin_name=f"p{number}", **{hook: hookimpl(scope[hook])}))
    return made


def with_plugins(count: int) -> Costrel:
    """An application with as many plugins that says hello."""
    app = Costrel("shop", plugins=plugins(count), root_path=".")
    app.add_url_rule("/", "hello", lambda: "Hello")
    return app


def nested(web: Any, module: Any, depth: int) -> Any:
    """An application that says hello from a blueprint so deep inside others; 0: from none."""
    app = web("shop", root_path=".")
    chain = [app] + [
        module.Blueprint(f"level{level}", "shop", root_path=".", url_prefix=f"/{level}")
        for level in range(depth)
    ]
    for scaffold in chain:
        scaffold.before_request(lambda: None)
        scaffold.after_request(lambda response: response)
        scaffold.teardown_request(lambda error: None)
    chain[-1].add_url_rule("/", "hello", lambda: "Hello")
    for outer, inner in zip(reversed(chain[:-1]), reversed(chain[1:]), strict=True):
        outer.register_blueprint(inner)
    return app
