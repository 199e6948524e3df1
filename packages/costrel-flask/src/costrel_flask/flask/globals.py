"""What is current, and the two variables that Flask keeps it in."""

from costrel_core import app_ctx, current_app, g, request, request_ctx, session
from costrel_flask.part_variable import PartVariable
from costrel_spec import proxies

_no_app_msg = proxies.NO_APP
_no_req_msg = proxies.NO_REQUEST
_cv_app = PartVariable("flask.app_ctx", 0)
_cv_request = PartVariable("flask.request_ctx", 1)

__all__ = [
    "_cv_app",
    "_cv_request",
    "_no_app_msg",
    "_no_req_msg",
    "app_ctx",
    "current_app",
    "g",
    "request",
    "request_ctx",
    "session",
]
