"""The same application on both frameworks: what they answer, match and build."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextvars import copy_context
from dataclasses import replace
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import Map, RequestRedirect

from costrel_core.router.converters import CONVERTERS

from .assembly import COSTREL, FLASK, Framework, assemble
from .exchange import Answer, send
from .messages import Message
from .plan import Plan

FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
LONG_NUMBER = re.compile(r"[0-9]{301}")
FORM_LIMITS = {"MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS"}
FORMS = {
    "application/x-www-form-urlencoded": "limits-of-plain-forms",
    "application/x-www-form-urlencoded; charset=latin-1": "limits-of-plain-forms",
    "multipart/form-data; boundary=B": "fields-together",
}
STRICT = Framework(FLASK.module, FLASK.app_class, CONVERTERS)
"""Flask with the converters of Costrel."""


Values = dict[str, Any]


class Pair:
    """One plan, assembled twice.

    What is not the same is excused only by a listed difference, which then tells exactly what the
    answer is instead: that of Flask to another request, or with another converter or limit.
    """

    def __init__(self, plan: Plan, theirs: Any, ours: Any) -> None:
        self.plan = plan
        self.theirs, self.ours = theirs, ours
        self.seen: Counter[str] = Counter()
        """How often each status, kind of match and listed difference showed."""
        self._matched: dict[str, Values] = {}

    @classmethod
    def of(cls, plan: Plan) -> "Pair | None":
        """The pair of a plan; None where both refuse it.

        :raises AssertionError: only one refuses it, or each for another reason.
        """
        theirs, ours = _attempt(plan, FLASK), _attempt(plan, COSTREL)
        if isinstance(theirs, Exception) or isinstance(ours, Exception):
            assert type(ours) is type(theirs), (ours, theirs)
            return None
        return cls(plan, theirs, ours)

    @cached_property
    def _strict(self) -> Any:
        """The application on Flask, with the converters of Costrel."""
        return assemble(self.plan, STRICT)

    @cached_property
    def _full(self) -> Any:
        """The application on Flask, where no body is small enough."""
        config = {**self.plan.config, "MAX_CONTENT_LENGTH": 0}
        return assemble(replace(self.plan, config=config), FLASK)

    # -- answers ----------------------------------------------------------------------------------

    def compare_answers(self, message: Message) -> None:
        """Send the message to both.

        :raises AssertionError: they answer differently, and no listed difference explains it.
        """
        theirs, ours = send(self.theirs, message), send(self.ours, message)
        self.seen[f"status {ours.code}"] += 1
        if ours != theirs:
            listed = [
                name for name, answer in self._listed(message) if _alike(name, answer(), ours)
            ]
            assert listed, (message, theirs, ours)
            self.seen[listed[0]] += 1

    def _listed(self, message: Message) -> Iterator[tuple[str, Callable[[], Answer]]]:
        """The listed differences that the message can show, each with what is answered then."""
        if name := self._digits(message):
            yield name, lambda: send(self._strict, message)
        if message.host != message.host.lower():
            lower = replace(message, host=message.host.lower())
            yield "hosts-without-case", lambda: send(self.theirs, lower)
        if message.body.startswith(b"[[") and message.content_type == "application/json":
            broken = replace(message, body=b"[")
            yield "deep-json", lambda: send(self.theirs, broken)
        if FORM_LIMITS & self.plan.config.keys() and message.content_type in FORMS:
            yield FORMS[message.content_type], lambda: send(self._full, message)

    def _digits(self, message: Message) -> str:
        """The difference that the numbers of a path may make."""
        if FOREIGN_DIGIT.search(message.path):
            return "ascii-digits"
        return "bounded-digits" if LONG_NUMBER.search(message.path) else ""

    # -- matches ----------------------------------------------------------------------------------

    def compare_matches(self, message: Message) -> None:
        """Match the message with Costrel's router and with Werkzeug's map of the same rules.

        :raises AssertionError: they find something else, and no listed difference explains it.
        """
        environ = message.environ()
        ours = _outcome(lambda: self._find(environ))
        theirs = _outcome(lambda: _match(self.theirs, environ))
        if ours != theirs and self._digits(message):
            theirs = _outcome(lambda: _match(self._strict, environ))
        lower = replace(message, host=message.host.lower()).environ()
        if ours != theirs and lower.get("HTTP_HOST") != environ.get("HTTP_HOST"):
            theirs = _outcome(lambda: _match(self.theirs, lower))
        assert ours == theirs, (message, theirs, ours)
        self.seen[f"match {ours[0]}"] += 1
        if ours[0] == "rule":
            self._matched[ours[1]] = {name: value for name, _, value in ours[3]}

    def _find(self, environ: dict[str, Any]) -> tuple[Any, Any]:
        app = self.ours
        request = app.request_class(environ)
        context = SimpleNamespace(url_adapter=app.create_url_adapter(request))
        path: str = context.url_adapter.path_info
        return app.router.match(request.method, path, context, environ)  # type: ignore[no-any-return]

    def _is_refused(self, message: Message) -> bool:
        outcome = _outcome(lambda: _match(self.theirs, message.environ()))
        return outcome[0] == "SecurityError"

    # -- URLs -------------------------------------------------------------------------------------

    def compare_urls(self, message: Message, values: Values, options: Values) -> None:
        """Build URLs for each endpoint, within the request and outside of all requests.

        One has the values with which the endpoint was matched, if it was, the other one those given.

        :raises AssertionError: they are not the same, or fail for different reasons.
        """
        for endpoint in sorted({rule.endpoint for rule in self.theirs.url_map.iter_rules()}):
            matched = self._matched.get(endpoint, {})
            for given in (matched, {**matched, **values}):
                theirs = list(_built(self.theirs, message, endpoint, given, options))
                ours = list(_built(self.ours, message, endpoint, given, options))
                if ours != theirs and self._is_refused(message):
                    self.seen["urls-for-refused-hosts"] += 1
                    ours, theirs = ours[:1], theirs[:1]
                assert ours == theirs, (endpoint, given, options, message, theirs)
                self.seen.update("URL" if "/" in url else "no URL" for url in ours)


def _attempt(plan: Plan, framework: Framework) -> Any:
    """The application, or why there is none."""
    try:
        return assemble(plan, framework)
    except Exception as error:  # whichever it is, it must be the same
        return error


def _built(
    app: Any, message: Message, endpoint: str, values: Values, options: Values
) -> Iterator[str]:
    for environ in (None, message.environ()):
        # Flask leaves a context behind whose request fails to match.
        yield copy_context().run(_url, app, environ, endpoint, {**values, **options})


def _url(app: Any, environ: Any, endpoint: str, arguments: Values) -> str:
    try:
        with app.app_context() if environ is None else app.request_context(environ):
            url: str = app.url_for(endpoint, **arguments)
    except Exception as error:  # whichever it is, it must be the same
        return type(error).__name__
    return url


def _match(app: Any, environ: dict[str, Any]) -> tuple[Any, Any]:
    assert type(app.url_map) is Map
    return app.create_url_adapter(app.request_class(environ)).match(return_rule=True)  # type: ignore[no-any-return]


def _outcome(match: Callable[[], tuple[Any, Any]]) -> tuple[Any, ...]:
    """What a match returned or raised, in a form that can be compared."""
    try:
        rule, arguments = match()
    except RequestRedirect as error:
        return "redirect", error.new_url, error.code
    except MethodNotAllowed as error:
        return "not allowed", frozenset(error.valid_methods or ())
    except HTTPException as error:
        return type(error).__name__, error.code
    except Exception as error:  # an alias of nothing, and the like
        return (type(error).__name__,)
    typed = [(name, type(value).__name__, value) for name, value in arguments.items()]
    return "rule", rule.endpoint, rule.rule, typed


def _alike(name: str, theirs: Answer, ours: Answer) -> bool:
    """Whether the answers are the same; URLs in them may show how the host was written."""
    if name == "hosts-without-case":
        return repr(theirs).lower() == repr(ours).lower()
    return theirs == ours
