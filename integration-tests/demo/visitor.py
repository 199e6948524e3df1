"""A person with a browser: real requests over a socket, cookies kept, nothing else remembered."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

TIMEOUT = 20
TOKEN = re.compile(r'name="csrf_token"\s+value="([^"]+)"')


class Failed(Exception):
    """The application did something else than it promises."""


@dataclass(frozen=True)
class Page:
    """What came back, with ``path`` as the address that was asked for."""

    path: str
    status: int
    headers: Mapping[str, str]
    text: str

    def token(self) -> str:
        """The token that a form of this page has to send."""
        found = TOKEN.search(self.text)
        if found is None:
            raise Failed(f"{self.path} has no form with a csrf_token.")
        return html.unescape(found[1])

    def must(self, status: int, *texts: str, lead_to: str | None = None) -> "Page":
        """This page, if it has the status, leads there and shows the texts."""
        if self.status != status:
            raise Failed(f"{self.path} answered {self.status}, not {status}.\n{self.text}")
        target = urlsplit(self.headers.get("Location", "")).path
        if lead_to is not None and not re.fullmatch(lead_to, target):
            raise Failed(f"{self.path} leads to {target!r}, not to {lead_to}.")
        for text in texts:
            if html.escape(text, quote=False) not in self.text:
                raise Failed(f"{self.path} does not show {text!r}.\n{self.text}")
        return self

    def must_not_show(self, text: str) -> "Page":
        """This page, if it does not hold the text."""
        if text in self.text:
            raise Failed(f"{self.path} shows {text!r}.\n{self.text}")
        return self


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        """Leave it to the visitor, who looks where a redirect leads."""


class Visitor:
    """Somebody who reads pages and sends forms."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = CookieJar()
        # No proxy, whatever the environment says: the server is on this machine.
        self._opener: OpenerDirector = build_opener(
            ProxyHandler({}), _NoRedirects, HTTPCookieProcessor(self.cookies)
        )

    def get(self, path: str) -> Page:
        """The page at ``path``."""
        return self._open(path, None)

    def post(self, path: str, **fields: str) -> Page:
        """The answer to a form without a token."""
        return self._open(path, urlencode(fields).encode())

    def send(self, form: Page, to: str, **fields: str) -> Page:
        """The answer to a form of a page, sent with that page's token."""
        return self.post(to, csrf_token=form.token(), **fields)

    def follow(self, page: Page) -> Page:
        """The page that a redirect leads to."""
        return self.get(page.headers["Location"])

    def _open(self, path: str, body: bytes | None) -> Page:
        request = Request(urljoin(self.address, path), body)
        try:
            answer: HTTPResponse | HTTPError = self._opener.open(request, timeout=TIMEOUT)
        except HTTPError as error:
            answer = error
        with answer:
            text = answer.read().decode()
            return Page(path, answer.status or 0, dict(answer.headers.items()), text)
