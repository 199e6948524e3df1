"""The slot ``templates``: how a template becomes text."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol


class TemplateEngine(Protocol):
    """A template language for one application.

    Each rendering method adds ``app.update_template_context(context)`` and fires the hooks
    ``before_render`` and ``rendered``; a stream fires ``rendered`` after its last chunk.
    """

    name: str
    """The engine's name as messages show it, such as ``jinja``."""

    def render(self, name: Any, context: dict[str, Any]) -> str:
        """The template of that name (or the first that exists of a list of names), rendered.

        :raises LookupError: where there is none; its text names what was asked for.
        """
        ...

    def render_string(self, source: str, context: dict[str, Any]) -> str:
        """The template whose source is given, rendered."""
        ...

    def stream(self, name: Any, context: dict[str, Any]) -> Iterator[str]:
        """The template of that name in chunks; a request that is current stays current meanwhile."""
        ...

    def stream_string(self, source: str, context: dict[str, Any]) -> Iterator[str]:
        """The template whose source is given in chunks."""
        ...

    def get_attribute(self, name: str, attribute: str) -> Any:
        """What a template exports under a name: a macro, a variable."""
        ...

    def add_filter(self, name: str, function: Callable[..., Any]) -> None:
        """Make ``function`` a filter; also called for every filter registered before the engine was."""
        ...

    def add_test(self, name: str, function: Callable[..., bool]) -> None:
        """Make ``function`` a test."""
        ...

    def add_global(self, name: str, value: Any) -> None:
        """Make ``value`` visible to every template."""
        ...

    def create_environment(self) -> Any:
        """The engine's own environment, such as ``app.jinja_env``; made once for each application.

        An engine that has none raises AttributeError and says whose environment was meant.
        """
        ...

    def create_global_loader(self) -> Any:
        """The loader of the application's and the blueprints' templates, in the engine's own terms."""
        ...

    def create_folder_loader(self, folder: str) -> Any:
        """A loader of one template folder (absolute path), in the engine's own terms.

        An engine that has none raises AttributeError, and finds templates by ``template_folder``.
        """
        ...
