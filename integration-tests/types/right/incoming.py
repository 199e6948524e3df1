"""The data of a request."""

from collections.abc import Iterable
from datetime import datetime
from typing import IO, Any, assert_type

from werkzeug.datastructures import (
    Authorization,
    FileStorage,
    ImmutableMultiDict,
    MIMEAccept,
    MultiDict,
)
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from costrel import Request, request


def look() -> None:
    """All that a view may ask of its request."""
    assert_type(request, Request)
    assert_type(request.method, str)
    assert_type(request.path, str)
    assert_type(request.full_path, str)
    assert_type(request.url, str)
    assert_type(request.base_url, str)
    assert_type(request.root_url, str)
    assert_type(request.host_url, str)
    assert_type(request.host, str)
    assert_type(request.scheme, str)
    assert_type(request.is_secure, bool)
    assert_type(request.root_path, str)
    assert_type(request.query_string, bytes)
    assert_type(request.remote_addr, str | None)
    assert_type(request.access_route, list[str])
    assert_type(request.args, MultiDict[str, str])
    assert_type(request.form, ImmutableMultiDict[str, str])
    assert_type(request.files, ImmutableMultiDict[str, FileStorage])
    assert_type(request.cookies, ImmutableMultiDict[str, str])
    assert_type(request.stream, IO[bytes])
    assert_type(request.data, bytes)
    assert_type(request.get_data(as_text=True), str)
    assert_type(request.get_data(cache=False), bytes)
    assert_type(request.is_json, bool)
    assert_type(request.mimetype, str)
    assert_type(request.content_length, int | None)
    assert_type(request.accept_mimetypes, MIMEAccept)
    assert_type(request.authorization, Authorization | None)
    assert_type(request.if_modified_since, datetime | None)
    assert_type(request.url_rule, Rule | None)
    assert_type(request.view_args, dict[str, Any] | None)
    assert_type(request.routing_exception, HTTPException | None)
    assert_type(request.endpoint, str | None)
    assert_type(request.blueprint, str | None)
    assert_type(request.blueprints, list[str])
    assert_type(request.max_content_length, int | None)
    assert_type(request.max_form_memory_size, int | None)
    assert_type(request.max_form_parts, int | None)


def read() -> Any:
    """What a view reads of it."""
    page: int = request.args.get("page", 1, type=int)
    tags: list[str] = request.args.getlist("tag")
    agent: str | None = request.headers.get("User-Agent")
    upload: FileStorage = request.files["upload"]
    upload.save("/tmp/upload")
    length: int = len(request.form) + len(tags) + page + len(agent or "")
    environ: dict[str, Any] = request.environ
    chunks: Iterable[bytes] = iter(lambda: request.stream.read(4096), b"")
    best = request.accept_languages.best_match(["en", "de"], default="en")
    assert_type(best, str)
    return [
        request.json,
        request.get_json(force=True, silent=True),
        request.values["name"],
        environ["wsgi.version"],
        length,
        list(chunks),
    ]


def limit() -> None:
    """What a view sets for its own request."""
    request.max_content_length = 1_000_000
    request.max_form_memory_size = None
    request.max_form_parts = 10


class LargeRequest(Request):
    """A request whose class says its limits."""

    max_form_parts = 5_000
    charset = "utf-8"
