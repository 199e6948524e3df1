"""Functions that act on the application or request that is current."""

from costrel_core import (
    abort,
    flash,
    get_flashed_messages,
    get_template_attribute,
    make_response,
    redirect,
    resources,
    send_file,
    send_from_directory,
    stream_with_context,
    url_for,
)
from costrel_core.blueprint_names import blueprint_names
from costrel_core.resources import get_root_path
from costrel_flask.borrowing import borrowed

from .globals import _cv_app, _cv_request, current_app, request, request_ctx, session


def get_debug_flag() -> bool:
    """Whether ``FLASK_DEBUG`` switches debug mode on."""
    return resources.get_debug_flag("FLASK")


def get_load_dotenv(default: bool = True) -> bool:
    """Whether .env files are loaded; ``FLASK_SKIP_DOTENV`` decides, or else ``default``."""
    return resources.get_load_dotenv(default, "FLASK")


def _split_blueprint_path(name: str) -> list[str]:
    return list(blueprint_names(f"{name}."))


__getattr__ = borrowed(
    __name__,
    {
        "flask.signals": "message_flashed",
    },
)

__all__ = [
    "_cv_app",
    "_cv_request",
    "_split_blueprint_path",
    "abort",
    "current_app",
    "flash",
    "get_debug_flag",
    "get_flashed_messages",
    "get_load_dotenv",
    "get_root_path",
    "get_template_attribute",
    "make_response",
    "redirect",
    "request",
    "request_ctx",
    "send_file",
    "send_from_directory",
    "session",
    "stream_with_context",
    "url_for",
]
