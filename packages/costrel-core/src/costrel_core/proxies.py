"""The objects that stand for what is current, with the types of this package."""

from __future__ import annotations

from typing import cast

import costrel_spec

from .app import App
from .app_context import AppContext
from .app_globals import Globals
from .contexts import RequestContext
from .requests import Request

app_ctx = cast(AppContext, costrel_spec.app_ctx)
current_app = cast(App, costrel_spec.current_app)
g = cast(Globals, costrel_spec.g)
request = cast(Request, costrel_spec.request)
request_ctx = cast(RequestContext, costrel_spec.request_ctx)
session: costrel_spec.SessionMixin = costrel_spec.session
