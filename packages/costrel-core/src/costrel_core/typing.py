"""The types of what an application is given: views and what they return, and other functions."""

from __future__ import annotations

from collections.abc import (
    AsyncIterable,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from typing import Any, TypeAlias, TypeVar

from werkzeug.datastructures import Headers
from werkzeug.sansio.response import Response

__all__ = [
    "AfterRequestCallable",
    "BeforeRequestCallable",
    "ErrorHandlerCallable",
    "HeaderValue",
    "HeadersValue",
    "ResponseReturnValue",
    "ResponseValue",
    "RouteCallable",
    "ShellContextProcessorCallable",
    "TeardownCallable",
    "TemplateContextProcessorCallable",
    "TemplateFilterCallable",
    "TemplateGlobalCallable",
    "TemplateTestCallable",
    "URLDefaultCallable",
    "URLValuePreprocessorCallable",
]

ResponseValue: TypeAlias = (
    Response
    | str
    | bytes
    | list[Any]
    | Mapping[str, Any]  # a dict; only as a Mapping it can be a TypedDict
    | Iterator[str]
    | Iterator[bytes]
    | AsyncIterable[str]  # for gateways that can send them
    | AsyncIterable[bytes]
)
"""What becomes the body of a response."""

HeaderValue: TypeAlias = str | list[str] | tuple[str, ...]
"""The value of a header, or its values."""

HeadersValue: TypeAlias = Headers | Mapping[str, HeaderValue] | Sequence[tuple[str, HeaderValue]]
"""The headers in a tuple that a view returns."""

ResponseReturnValue: TypeAlias = (
    ResponseValue
    | tuple[ResponseValue, HeadersValue]
    | tuple[ResponseValue, int | str]
    | tuple[ResponseValue, int | str, HeadersValue]
    | Callable[
        [dict[str, Any], Any], Iterable[bytes]
    ]  # a WSGI application, whose import costs time
)
"""What a view may return."""

RouteCallable: TypeAlias = (
    Callable[..., ResponseReturnValue] | Callable[..., Awaitable[ResponseReturnValue]]
)
"""A view."""

BeforeRequestCallable: TypeAlias = (
    Callable[[], ResponseReturnValue | None] | Callable[[], Awaitable[ResponseReturnValue | None]]
)
"""Runs before the view, and may answer in its place."""

AfterRequestCallable: TypeAlias = Callable[[Any], Response] | Callable[[Any], Awaitable[Response]]
"""Gets the response and returns one."""

ErrorHandlerCallable: TypeAlias = (
    Callable[[Any], ResponseReturnValue] | Callable[[Any], Awaitable[ResponseReturnValue]]
)
"""Answers an exception."""

TeardownCallable: TypeAlias = Callable[[BaseException | None], object]
"""Runs at the end of a context; what it returns, or that it is async, makes no difference."""

TemplateContextProcessorCallable: TypeAlias = (
    Callable[[], Mapping[str, Any]] | Callable[[], Awaitable[Mapping[str, Any]]]
)
"""Returns names for every template."""

ShellContextProcessorCallable: TypeAlias = Callable[[], Mapping[str, Any]]
"""Returns names for the interactive shell."""

TemplateFilterCallable: TypeAlias = Callable[..., Any]
"""A filter of templates."""

TemplateTestCallable: TypeAlias = Callable[..., bool]
"""A test of templates."""

TemplateGlobalCallable: TypeAlias = Callable[..., Any]
"""A function for every template."""

URLDefaultCallable: TypeAlias = Callable[[str, dict[str, Any]], object]
"""Adds values to a URL that is built for an endpoint."""

URLValuePreprocessorCallable: TypeAlias = Callable[[str | None, dict[str, Any] | None], object]
"""Changes the values of a URL that was matched."""

# What the decorators get, and return as it is.
Route = TypeVar("Route", bound=RouteCallable)
BeforeRequest = TypeVar("BeforeRequest", bound=BeforeRequestCallable)
AfterRequest = TypeVar("AfterRequest", bound=AfterRequestCallable)
ErrorHandler = TypeVar("ErrorHandler", bound=ErrorHandlerCallable)
Teardown = TypeVar("Teardown", bound=TeardownCallable)
ContextProcessor = TypeVar("ContextProcessor", bound=TemplateContextProcessorCallable)
ShellContextProcessor = TypeVar("ShellContextProcessor", bound=ShellContextProcessorCallable)
TemplateTest = TypeVar("TemplateTest", bound=TemplateTestCallable)
URLDefault = TypeVar("URLDefault", bound=URLDefaultCallable)
URLValuePreprocessor = TypeVar("URLValuePreprocessor", bound=URLValuePreprocessorCallable)
