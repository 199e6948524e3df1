"""Errors that debug mode explains: mistakes that would pass in silence, or under another name."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast
from weakref import ref

from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Request


class UnexpectedUnicodeError(AssertionError, UnicodeError):
    """Text where bytes are expected, or the other way round."""


class DebugFilesKeyError(KeyError, AssertionError):
    """A file is looked for in a form that was sent without files."""

    def __init__(self, request: Request, key: str) -> None:
        self.msg = (
            f"You tried to access the file {key!r} in request.files, and it is not there: the form was"
            f" sent as {request.mimetype!r}, so that no file contents were transmitted. Add"
            ' enctype="multipart/form-data" to the form.'
        )
        if names := request.form.getlist(key):
            listed = ", ".join(map(repr, names))
            self.msg += f"\n\nThe browser sent names instead of files. This was submitted: {listed}"
        super().__init__(self.msg)

    def __str__(self) -> str:
        return self.msg  # KeyError would show its repr


class FormDataRoutingRedirect(AssertionError):
    """A redirect to the canonical URL would lose the method and body of the request."""

    def __init__(self, request: Request) -> None:
        redirect = cast(RequestRedirect, cast(Any, request).routing_exception)
        text = (
            f"A {request.method} request was sent to {request.url!r}, and is redirected to the"
            f" canonical URL {redirect.new_url!r}: browsers would drop the form data."
        )
        if redirect.new_url.partition("?")[0] == f"{request.base_url}/":
            text += " The rule of the URL ends with a slash."
        super().__init__(f"{text} Send it to the canonical URL. Only debug mode raises this error.")


def attach_enctype_error_multidict(request: Request) -> None:
    """Let ``request.files[...]`` explain that a form was sent without files."""
    files: Any = request.files
    files.__class__ = _explaining(files.__class__)
    files.request = ref(request)  # weak: files must not keep their request alive


@cache
def _explaining(
    files_class: type[ImmutableMultiDict[str, FileStorage]],
) -> type[ImmutableMultiDict[str, FileStorage]]:
    """A subclass of ``files_class`` that raises DebugFilesKeyError where the form has the key."""

    class Files(files_class):  # type: ignore[valid-type, misc]  # a class made at run time
        request: Callable[[], Request | None]

        def __getitem__(self, key: str) -> Any:
            try:
                return super().__getitem__(key)
            except KeyError:
                request = self.request()
                if request is None or key not in request.form:
                    raise
            raise DebugFilesKeyError(request, key)

    Files.__name__ = files_class.__name__
    Files.__qualname__ = files_class.__qualname__
    Files.__module__ = files_class.__module__
    return Files
