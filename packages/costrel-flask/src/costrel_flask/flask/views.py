"""Views as classes."""

from costrel_core.views import MethodView, View, http_method_funcs
from costrel_flask.borrowing import borrowed

__getattr__ = borrowed(
    __name__,
    {
        "flask.globals": "current_app request",
    },
)

__all__ = [
    "MethodView",
    "View",
    "http_method_funcs",
]
