"""The slot ``json``: how the application reads and writes JSON."""

from __future__ import annotations

import weakref
from typing import IO, TYPE_CHECKING, Any

from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from ..application import Application


class JSONProvider:
    """The base of JSON providers; a subclass has at least ``dumps`` and ``loads``.

    The interface is Flask's, so that existing providers fit: what a subclass lacks raises
    NotImplementedError.
    """

    def __init__(self, app: Application) -> None:
        # The application holds its provider; it shall go at once when nobody else needs it.
        self._app: Application = weakref.proxy(app)  # pyright: ignore[reportAttributeAccessIssue]  # stands for it

    @property
    def app(self) -> Application:
        """The application that this provider serves."""
        return self._app

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        """``obj`` as JSON text; TypeError for what JSON has no word for."""
        raise NotImplementedError(f"{type(self).__name__} must define dumps(obj, **kwargs).")

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """The object that the JSON text ``s`` describes; ValueError where it is malformed."""
        raise NotImplementedError(f"{type(self).__name__} must define loads(s, **kwargs).")

    def dump(self, obj: Any, fp: IO[str], **kwargs: Any) -> None:
        """Write ``obj`` as JSON into the text file ``fp``."""
        fp.write(self.dumps(obj, **kwargs))

    def load(self, fp: IO[Any], **kwargs: Any) -> Any:
        """Read an object from ``fp``, a text file or a file of UTF-8 bytes."""
        return self.loads(fp.read(), **kwargs)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """A response of ``application/json`` made of the arguments, as ``jsonify`` describes them."""
        text = self.dumps(self._prepare_response_obj(args, kwargs))
        response: Response = self._app.response_class(text, mimetype="application/json")
        return response

    def _prepare_response_obj(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if args and kwargs:
            raise TypeError("app.json.response() takes either args or kwargs, not both")
        if len(args) == 1:
            return args[0]
        return args or kwargs or None
