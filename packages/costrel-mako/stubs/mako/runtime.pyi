from collections.abc import Callable
from typing import Any

from mako.template import Template

class Context:
    _data: dict[str, Any]
    def __init__(self, buffer: Any, **data: Any) -> None: ...
    def __getitem__(self, key: str) -> Any: ...
    def _set_with_template(self, t: Template) -> None: ...

class Namespace:
    context: Context
    callables: Any
    inherits: Namespace | None

class TemplateNamespace(Namespace):
    template: Template

def capture(context: Context, callable_: Any, *args: Any, **kwargs: Any) -> str: ...
def _populate_self_namespace(
    context: Context, template: Template
) -> tuple[Callable[..., Any], Context]: ...
