"""What watches an application render."""

from typing import Any

from costrel_spec import hookimpl


class Watcher:
    """A plugin that notes what is rendered: the hook and its arguments."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, Any, Any, dict[str, Any]]] = []
        self.change: dict[str, Any] = {}
        """What is put into the context before it is rendered."""
        self.fails = False
        """Whether its hooks raise."""

    @property
    def names(self) -> list[str]:
        """The hooks, in the order in which they fired."""
        return [hook for hook, *_ in self.seen]

    @hookimpl
    def before_render(self, app: Any, template: Any, context: dict[str, Any]) -> None:
        """Note it, after the change."""
        context.update(self.change)
        self._note("before_render", app, template, context)

    @hookimpl
    def rendered(self, app: Any, template: Any, context: dict[str, Any]) -> None:
        """Note it."""
        self._note("rendered", app, template, context)

    def _note(self, hook: str, app: Any, template: Any, context: dict[str, Any]) -> None:
        if self.fails:
            raise RuntimeError(hook)
        self.seen.append((hook, app, template, dict(context)))
