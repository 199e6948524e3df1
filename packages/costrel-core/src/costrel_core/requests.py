"""The request: Werkzeug's, with attributes that are made on first use."""

from __future__ import annotations

from http import HTTPMethod
from typing import IO, TYPE_CHECKING, Any

from werkzeug.datastructures import (
    Authorization,
    Headers,
    ImmutableMultiDict,
    MIMEAccept,
    MultiDict,
)
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.http import parse_accept_header
from werkzeug.routing import Rule
from werkzeug.wrappers import Request as WerkzeugRequest

from . import json
from .adapters import decoded
from .blueprint_names import blueprint_names
from .bodies import AT_ONCE, Body, limited, read_once
from .context import get_current
from .forms import FORM, FormParser, fields, read_form
from .headers import EnvironHeaders
from .lazy import lazy, share_keys
from .queries import fields_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment


class _Limit:
    """A limit of the body: set for one request, else the application's, else Werkzeug's."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __set_name__(self, owner: type, name: str) -> None:
        self.own = f"_{name}"
        self.fallback = getattr(WerkzeugRequest, name)

    def __get__(self, request: Any, owner: type | None = None) -> int | None:
        if request is None:
            return None
        own: int | None = getattr(request, self.own)
        if own is not None:
            return own
        context = get_current()[0]
        limit: int | None = self.fallback if context is None else context.app.config[self.key]
        return limit

    def __set__(self, request: Any, value: int | None) -> None:
        setattr(request, self.own, value)


class Request(WerkzeugRequest):
    """One HTTP request. What Werkzeug documents of its request holds for this one too."""

    form_data_parser_class = FormParser

    # What is set in each request is not on the class as well: the interpreter would look there first.
    url_rule: Rule | None
    """The rule that matched; None where none did."""
    view_args: dict[str, Any] | None
    """The converted variables of the URL; None where no rule matched."""
    routing_exception: HTTPException | None
    """What matching the URL raised, to be raised when the view would run."""

    _cached_data: bytes | None = None  # type: ignore[assignment]  # Werkzeug has none at first
    _query_string: bytes | None = None
    _taken = 0
    """How many bytes of the body were read without a stream."""
    _max_content_length: int | None = None
    _max_form_memory_size: int | None = None
    _max_form_parts: int | None = None
    max_content_length = _Limit("MAX_CONTENT_LENGTH")  # pyright: ignore[reportAssignmentType]  # a descriptor
    max_form_memory_size = _Limit("MAX_FORM_MEMORY_SIZE")  # pyright: ignore[reportAssignmentType]  # another
    max_form_parts = _Limit("MAX_FORM_PARTS")  # type: ignore[assignment]  # may be None

    def __init__(
        self, environ: WSGIEnvironment, populate_request: bool = True, shallow: bool = False
    ) -> None:
        # Werkzeug's constructor reads everything at once; here each attribute is read on first use.
        self.environ = environ
        self.shallow = shallow
        # The router and the view's station ask for it in every request.
        method: str = environ.get("REQUEST_METHOD", "GET")
        self.method = method if method in _METHODS else method.upper()
        self.url_rule = None
        self.view_args = None
        self.routing_exception = None
        self._app: Any = None
        self._has_files = False
        if populate_request and not shallow:
            environ["werkzeug.request"] = self

    @lazy
    def json_module(self) -> Any:
        """What reads JSON: the application's provider, or the functions that find it themselves."""
        return json if self._app is None else self._app.json

    @lazy
    def scheme(self) -> str:
        """The URL scheme, such as ``https``."""
        scheme: str = self.environ.get("wsgi.url_scheme", "http")
        return scheme

    @lazy
    def server(self) -> tuple[str, int | None] | None:
        """The address of the server: host and port, or the path of a socket and None."""
        name = self.environ.get("SERVER_NAME")
        if name is None:
            return None
        port = self.environ.get("SERVER_PORT") or ""
        return name, int(port) if port.isdecimal() else None

    @lazy
    def root_path(self) -> str:
        """The prefix under which the application is mounted, without a trailing slash."""
        return decoded(self.environ.get("SCRIPT_NAME") or "").rstrip("/")

    @lazy
    def path(self) -> str:
        """The path of the URL within the application."""
        return "/" + decoded(self.environ.get("PATH_INFO") or "").lstrip("/")

    @property
    def query_string(self) -> bytes:
        """What follows the question mark of the URL, undecoded."""
        query = self._query_string
        if query is None:
            text: str = self.environ.get("QUERY_STRING", "")
            query = self._query_string = text.encode("latin-1")
        return query

    @query_string.setter
    def query_string(self, query: bytes | None) -> None:  # pyright: ignore[reportIncompatibleVariableOverride]  # Werkzeug's attribute
        self._query_string = query

    @query_string.deleter
    def query_string(self) -> None:
        self._query_string = None

    @lazy
    def args(self) -> MultiDict[str, str]:  # pyright: ignore[reportIncompatibleMethodOverride]  # lazy too
        """The names and values in the query of the URL."""
        values: MultiDict[str, str] = fields_of(self._query, self.parameter_storage_class)
        return values

    @property
    def full_path(self) -> str:
        """The path and the query, after a question mark."""
        return f"{self.path}?{self._query}"

    @property
    def _query(self) -> str:
        query: str = self.environ.get("QUERY_STRING", "")
        if query.isascii() and type(self) is Request and self._query_string is None:
            return query
        # Servers hand on whatever bytes a client sent; those that are no UTF-8 become escapes.
        return self.query_string.decode(errors="werkzeug.url_quote")

    @lazy
    def stream(self) -> IO[bytes]:  # pyright: ignore[reportIncompatibleMethodOverride]  # lazy too
        """The body, to be read once and no further than its length."""
        length = self._plain_length()
        if length is None:
            body: Any = limited(super().stream, self.environ)
        else:
            body = Body(self.environ["wsgi.input"], length)
            body._pos = self._taken  # pyright: ignore[reportPrivateUsage]  # what is read already
        return body  # type: ignore[no-any-return]  # a raw stream, as Werkzeug's

    def _plain_length(self) -> int | None:
        """The length of the body where it is announced, allowed, and all there is to know of it."""
        environ = self.environ
        length = environ.get("CONTENT_LENGTH", "")
        if (
            self.shallow
            or not length.isdecimal()
            or not length.isascii()
            or len(length) > _DIGITS
            or "HTTP_TRANSFER_ENCODING" in environ
            or "wsgi.input_terminated" in environ
        ):
            return None
        size, most = int(length), self.max_content_length
        return size if most is None or size <= most else None

    def _take(self, most: int | None = None) -> bytes | None:
        """The body, without a stream that counts along; None where it takes one.

        :param most: how many bytes it may have.
        """
        if (
            self._taken
            or "stream" in self.__dict__
            or type(self).stream is not _STREAM
            or (size := self._plain_length()) is None
            or not 0 < size <= AT_ONCE
            or (most is not None and size > most)
        ):
            return None
        data = read_once(self.environ["wsgi.input"], size)
        self._taken = len(data)
        return data if self._taken >= size else data + self.stream.read()

    if not TYPE_CHECKING:  # Werkzeug has overloads of it

        def get_data(
            self, cache: bool = True, as_text: bool = False, parse_form_data: bool = False
        ) -> bytes | str:
            """The body; as Werkzeug documents it."""
            if parse_form_data or self._cached_data is not None or (data := self._take()) is None:
                return super().get_data(cache, as_text, parse_form_data)
            if cache:
                self._cached_data = data
            return data.decode(errors="replace") if as_text else data

    @lazy
    def form(self) -> ImmutableMultiDict[str, str]:  # pyright: ignore[reportIncompatibleMethodOverride]  # lazy too
        """The fields of the form in the body."""
        self._load_form_data()
        form: ImmutableMultiDict[str, str] = self.__dict__["form"]
        return form

    @lazy
    def headers(self) -> Headers:
        """The headers of the request, read-only."""
        return EnvironHeaders(self.environ)

    @lazy
    def authorization(self) -> Authorization | None:  # pyright: ignore[reportIncompatibleMethodOverride]  # lazy too
        """The credentials; None where there are none, or none that can be decoded."""
        try:
            return super().authorization
        except ValueError:
            return None

    @lazy
    def accept_mimetypes(self) -> MIMEAccept:  # pyright: ignore[reportIncompatibleMethodOverride]  # lazy too
        """The types that the client takes, the one that it likes best first."""
        # The time that Werkzeug takes grows with the square of a run of blanks.
        accept = " ".join(self.headers.get("Accept", "").split())
        return parse_accept_header(accept, MIMEAccept)

    @lazy
    def remote_addr(self) -> str | None:
        """The address of the client."""
        address: str | None = self.environ.get("REMOTE_ADDR")
        return address

    @property
    def endpoint(self) -> str | None:
        """The endpoint of the rule that matched."""
        rule = self.url_rule
        return None if rule is None else rule.endpoint

    @property
    def blueprint(self) -> str | None:
        """The name of the blueprint that the endpoint belongs to, as it was registered."""
        names = blueprint_names(self.endpoint)
        return names[0] if names else None

    @property
    def blueprints(self) -> list[str]:
        """The names of the endpoint's blueprint and of those around it, innermost first."""
        return list(blueprint_names(self.endpoint))

    def _parse_content_type(self) -> None:
        if type(self) is Request and "headers" not in self.__dict__:
            kind = self.environ.get("CONTENT_TYPE")
            if kind in _WITHOUT_PARAMETERS:
                options: dict[str, str] = {}
                self._parsed_content_type = (kind, options)
                return
        super()._parse_content_type()

    def _load_form_data(self) -> None:
        if not self._load_plain_form():
            self._has_files = True
            super()._load_form_data()
        context = get_current()[0]
        if (
            context is not None
            and context.app.config["DEBUG"]
            and self.mimetype != "multipart/form-data"
            and not self.files
        ):
            # Only debug mode pays for the import.
            from .debugging import attach_enctype_error_multidict  # noqa: PLC0415

            attach_enctype_error_multidict(self)

    def _load_plain_form(self) -> bool:
        """Whether the form is here, without a parser: it has no files, and no parser is wanted."""
        here = self.__dict__
        if (
            "form" in here
            or self.form_data_parser_class is not FormParser
            or self.mimetype != FORM
            or (type(self) is not Request and not self.want_form_data_parsed)
        ):
            return False
        try:
            stock = self.make_form_data_parser.__func__ is _MAKE_PARSER  # type: ignore[attr-defined]  # a method's
        except AttributeError:
            stock = False
        if stock:
            kind, size, parts = (
                self.parameter_storage_class,
                self.max_form_memory_size,
                self.max_form_parts,
            )
            data = None if "_cached_data" in here else self._take(size)
            if data is not None:
                here["form"] = fields(data, kind, parts)
            else:
                here["stream"] = stream = self._get_stream_for_parsing()
                here["form"] = read_form(stream, kind, size, parts)
            here["files"] = kind()
        return stock

    def on_json_loading_failed(self, e: ValueError | None) -> Any:
        """Answer a body that is no JSON: a 400, which tells details in debug mode only."""
        try:
            return super().on_json_loading_failed(e)
        except BadRequest as error:
            context = get_current()[0]
            if context is not None and context.app.debug:
                raise
            raise BadRequest from error

    def close(self) -> None:
        """Close the files that were uploaded, if they were read."""
        if self._has_files:
            super().close()


_METHODS = frozenset(method.value for method in HTTPMethod)
"""Methods in upper case (RFC 9110, 9.3; RFC 5789)."""
_STREAM = Request.stream
_MAKE_PARSER = WerkzeugRequest.make_form_data_parser
_DIGITS = 18
"""The most digits of a length that are read at once; it tells a number from a nuisance."""
_WITHOUT_PARAMETERS = frozenset({"application/json", FORM})
"""Content types that need no parsing."""

share_keys(
    Request,
    # What methods leave in it.
    "_cached_data",
    "_cached_json",
    "_parsed_content_type",
    "_query_string",
    "cookies",
    "files",
    "host",
    "url",
)
