"""Sessions in signed cookies: how they are opened and saved."""

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from costrel_spec import Application, SessionInterface, SessionMixin
from costrel_spec.session_mapping import no_secret_key
from costrel_spec.tagged_json import TaggedJSONSerializer

from .cookie_text import read, write
from .envelope import Envelope, envelope
from .keys import secret_keys
from .request_cookie import find_cookie
from .response_cookie import set_cookie, vary_by_cookie
from .session import NullSession, SecureCookieSession

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment
    from itsdangerous import URLSafeTimedSerializer

session_json_serializer = TaggedJSONSerializer()
"""What turns sessions into text, unless an interface has its own."""


def _sha1(data: bytes = b"") -> Any:
    # Looked up when it is called: some builds of Python do without SHA-1.
    return hashlib.sha1(data)  # noqa: S324  # within an HMAC it is sound; Flask's cookies have it


class SecureCookieSessionInterface(SessionInterface):
    """Keep the session in a cookie that the client can read but not change.

    The cookies are Flask's: with the same key, each reads what the other one wrote. A cookie that
    is forged, expired or damaged is an empty session and no error: the answer must tell nothing.
    """

    null_session_class = NullSession
    salt = "cookie-session"
    """What sets these signatures apart from others made with the same key."""
    digest_method: Callable[..., Any] = staticmethod(_sha1)
    """The hash function of the signature."""
    key_derivation = "hmac"
    """How secret key and salt make the key that signs: a name that itsdangerous knows."""
    serializer: Any = session_json_serializer
    """Turns a session into text and back."""
    session_class: type[Any] = SecureCookieSession
    """The class of sessions."""
    has_own_attributes = False
    """Whether anything was assigned to this instance, which its class may have another value for."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute, and know that there is one."""
        super().__setattr__("has_own_attributes", True)
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        """Delete an attribute, and know whether there are others."""
        super().__delattr__(name)
        super().__setattr__("has_own_attributes", len(vars(self)) > 1)

    def get_signing_serializer(self, app: Application) -> "URLSafeTimedSerializer | None":
        """What signs and verifies sessions, by itsdangerous; None without a secret key."""
        keys = secret_keys(app)
        if not keys:
            return None
        # itsdangerous takes time to import, and the direct path does without it.
        from .serializer import SessionSerializer  # noqa: PLC0415

        return SessionSerializer(
            list(keys),
            salt=self.salt,
            serializer=self.serializer,
            signer_kwargs={
                "key_derivation": self.key_derivation,
                "digest_method": self.digest_method,
            },
        )

    def open_session(self, app: Application, request: Request) -> SessionMixin | None:
        """The session of this request; None without a secret key."""
        keyed = self._envelope(app)
        serializer = None if keyed else self.get_signing_serializer(app)
        if keyed is None and serializer is None:
            return None
        content: Mapping[str, Any] | None = None
        if cookie := request.cookies.get(self.get_cookie_name(app)):
            max_age = _max_age(app)
            if keyed is not None:
                content = read(app, keyed, self.serializer, cookie, max_age, int(time.time()))
            else:
                from .serializer import read_with  # noqa: PLC0415  # as above

                content = read_with(serializer, cookie, max_age)
        session: SessionMixin = self.session_class(content)
        return session

    def defer_session(
        self, app: Application, environ: "WSGIEnvironment"
    ) -> tuple[Callable[[], SessionMixin | None], bool] | None:
        """How to open the session on its first use; None where anything here was changed."""
        stock = SecureCookieSessionInterface
        if (
            type(self) is not stock
            or self.has_own_attributes
            or stock.open_session is not _open_session
            or stock.save_session is not _save_session
            or stock.get_signing_serializer is not _get_signing_serializer
            or stock.session_class is not SecureCookieSession
        ):
            return None
        header = environ.get("HTTP_COOKIE")
        if not header:
            # A subclass may have its key as a class attribute, which the configuration has not.
            return _EMPTY if app.config["SECRET_KEY"] or app.secret_key else _UNAVAILABLE
        # What else could be changed matters only where there is a cookie to read.
        if _parts() != _STOCK:
            return None
        if not app.secret_key:
            return _UNAVAILABLE
        name = app.config["SESSION_COOKIE_NAME"]
        if _NAME.fullmatch(name) is None:
            return None
        cookie = find_cookie(header, name)
        if not cookie:
            return _EMPTY
        keyed = envelope(secret_keys(app), self.salt, _sha1)
        tagged = self.serializer
        opened = partial(_open, app, keyed, tagged, cookie, _max_age(app), int(time.time()))
        return opened, bool(app.config["SESSION_REFRESH_EACH_REQUEST"])

    def save_session(self, app: Application, session: Any, response: Response) -> None:
        """Set the cookie if the session changed or is refreshed; delete it if it was emptied."""
        if session.accessed:
            vary_by_cookie(response)
        if session:
            if not self.should_set_cookie(app, session):
                return
            cookie = self._cookie(app, dict(session))
            expires = self.get_expiration_time(app, session)
            name = self.get_cookie_name(app)
            set_cookie(app, response, name, cookie, expires, self._attributes(app))
        elif session.modified:
            response.delete_cookie(self.get_cookie_name(app), **self._attributes(app))
        else:
            return
        if not session.accessed:
            vary_by_cookie(response)

    def _attributes(self, app: Application) -> dict[str, Any]:
        return {
            "domain": self.get_cookie_domain(app),
            "path": self.get_cookie_path(app),
            "secure": self.get_cookie_secure(app),
            "partitioned": self.get_cookie_partitioned(app),
            "samesite": self.get_cookie_samesite(app),
            "httponly": self.get_cookie_httponly(app),
        }

    def _cookie(self, app: Application, content: dict[str, Any]) -> str:
        """The text of the cookie that holds ``content``."""
        if keyed := self._envelope(app):
            return write(app, keyed, self.serializer, content)
        serializer = self.get_signing_serializer(app)
        if serializer is None:
            raise no_secret_key()
        return serializer.dumps(content)

    def _envelope(self, app: Application) -> Envelope | None:
        """What signs on the direct path; None without a key, and where the settings are others."""
        if self._signs_directly() and (keys := secret_keys(app)):
            return envelope(keys, self.salt, _sha1)
        return None

    def _signs_directly(self) -> bool:
        """Whether the direct path writes what the serializer would, so far as settings go."""
        made_by = getattr(self.get_signing_serializer, "__func__", None)
        return (
            made_by is _get_signing_serializer
            and self.key_derivation == "hmac"
            and self.digest_method is _sha1
            and type(self.salt) is str
            and type(self.serializer) is TaggedJSONSerializer
        )


_open_session = SecureCookieSessionInterface.open_session
_save_session = SecureCookieSessionInterface.save_session
_get_signing_serializer = SecureCookieSessionInterface.get_signing_serializer

# The names that a Cookie header can hold.
_NAME = re.compile(r"""[^ \t=";]+""")


def _open(*arguments: Any) -> SecureCookieSession:
    return SecureCookieSession(read(*arguments))


_EMPTY = (SecureCookieSession, False)
_UNAVAILABLE = (lambda: None, False)


def _max_age(app: Application) -> int:
    return int(app.permanent_session_lifetime.total_seconds())


def _parts() -> tuple[object, ...]:
    """What decides how a session is opened, and whether an unused one must be saved."""
    interface = SecureCookieSessionInterface
    return (
        interface.digest_method,
        interface.get_cookie_name,
        interface.get_signing_serializer,
        interface.is_null_session,
        interface.key_derivation,
        interface.make_null_session,
        interface.null_session_class,
        interface.open_session,
        interface.salt,
        interface.save_session,
        interface.serializer,
        interface.session_class,
        interface.should_set_cookie,
        SecureCookieSession.__init__,
    )


_STOCK = _parts()
