"""Django, on WSGI, with no middleware: what a row needs and no more."""

import json
import logging
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import clear_url_caches, path, reverse
from django.views.decorators.http import require_GET, require_POST
from django.views.static import serve

from applications import FOLDER, SECRET_KEY, THINGS, USER
from exchange import wsgi_call

from .works import Works

framework = Works(wsgi_call)

settings.configure(
    ALLOWED_HOSTS=["*"],
    LOGGING_CONFIG=None,
    MIDDLEWARE=[],
    SECRET_KEY=SECRET_KEY,
    STATIC_URL="/static/",
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [FOLDER / "templates" / "django"],
            "OPTIONS": {"builtins": ["django.templatetags.static"]},
        }
    ],
)
# As with its own configuration outside debug mode: warnings about 404 are made and written nowhere.
logging.getLogger("django").addHandler(logging.NullHandler())
logging.getLogger("django").propagate = False
django.setup(set_prefix=False)


def _app(route: str, view: Callable[..., Any]) -> Any:
    """The application of this process from now on."""
    settings.ROOT_URLCONF = (
        path(route, view),
        path("items/<int:number>", lambda request, number: HttpResponse(number), name="item"),
    )
    clear_url_caches()
    return get_wsgi_application()


@framework.row("hello", "404", "405")
def hello() -> Any:
    """A string."""
    return _app("", require_GET(lambda request: HttpResponse("Hello, World!")))


@framework.row("json")
def dynamic_json() -> Any:
    """A converter in the path."""
    return _app("users/<int:number>", lambda request, number: JsonResponse({**USER, "id": number}))


@framework.row("echo")
def echo() -> Any:
    """JSON in and out."""
    return _app("echo", require_POST(lambda request: JsonResponse(json.loads(request.body))))


@framework.row("query")
def query() -> Any:
    """Arguments and a header."""

    def search(request: HttpRequest) -> HttpResponse:
        page = int(request.GET.get("page", 1))
        return HttpResponse(f"{request.GET['q']} {page} {request.headers.get('X-Token')}")

    return _app("search", search)


@framework.row("form")
def form() -> Any:
    """Fields of a form."""

    def sign(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{request.POST['name']} <{request.POST['mail']}>")

    return _app("sign", require_POST(sign))


@framework.row("tuple")
def whole() -> Any:
    """Status and a header."""
    return _app("", lambda request: HttpResponse("made", status=201, headers={"X-Made-By": "hand"}))


@framework.row("redirect")
def redirect() -> Any:
    """To the URL of a named pattern."""
    return _app("", lambda request: HttpResponseRedirect(reverse("item", args=[7])))


@framework.row("urls")
def urls() -> Any:
    """Ten URLs of a named pattern."""

    def index(request: HttpRequest) -> HttpResponse:
        return HttpResponse(" ".join([reverse("item", args=[number]) for number in range(10)]))

    return _app("", index)


@framework.row("template")
def template() -> Any:
    """Its own engine, with templates of its own that give the same page."""

    def index(request: HttpRequest) -> HttpResponse:
        return render(request, "page.html", {"title": "Ten things", "items": THINGS})

    return _app("", index)


@framework.row("static")
def static() -> Any:
    """The view that serves files while one develops."""
    return _app("static/<path:path>", lambda request, path: serve(request, path, FOLDER / "static"))


@framework.row("stream")
def stream() -> Any:
    """A generator of strings."""

    def index(request: HttpRequest) -> StreamingHttpResponse:
        chunks = (f"{number}\n" for number in range(20))
        return StreamingHttpResponse(chunks, content_type="text/plain")

    return _app("", index)
