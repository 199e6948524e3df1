"""Requests and responses."""

from costrel_core import Request, Response
from costrel_flask.borrowing import borrowed

__getattr__ = borrowed(
    __name__,
    {
        "werkzeug.exceptions": "BadRequest HTTPException",
        "flask.helpers": "_split_blueprint_path",
        "flask.globals": "current_app",
    },
)

__all__ = [
    "Request",
    "Response",
]
