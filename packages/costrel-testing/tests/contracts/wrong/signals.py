"""Signals that each break a promise, as somebody may by mistake."""

from typing import Any

from right.plain_signals import (
    PlainSignals,
    appcontext_popped,
    appcontext_pushed,
    appcontext_tearing_down,
    before_render_template,
    got_request_exception,
    message_flashed,
    request_finished,
    request_started,
    request_tearing_down,
    template_rendered,
)

from costrel_spec import current_app, hookimpl

__all__ = [
    "appcontext_popped",
    "appcontext_pushed",
    "appcontext_tearing_down",
    "before_render_template",
    "got_request_exception",
    "message_flashed",
    "request_finished",
    "request_started",
    "request_tearing_down",
    "template_rendered",
]


class SendsAsProxy(PlainSignals):
    """It sends in the name of whatever is current."""

    @hookimpl
    def flashed(self, message: Any, category: str) -> None:
        message_flashed.send(current_app, message=message, category=category)


class StopsAtFailure(PlainSignals):
    """It calls receivers as long as none fails."""

    def tell(self, signal: Any, app: Any, **arguments: Any) -> None:
        signal.send(app, **arguments)


class SilentFailures(PlainSignals):
    """It calls all receivers and tells nobody what they raised."""

    def note(self, app: Any, error: Exception) -> None:
        pass


class SwallowsRefusals(PlainSignals):
    """It calls the receivers of every signal alike."""

    @hookimpl
    def request_started(self, ctx: Any) -> None:
        self.tell(request_started, ctx.app)


class OwnNames(PlainSignals):
    """It passes on the arguments of the hook."""

    @hookimpl
    def teardown_request(self, ctx: Any, error: Any) -> None:
        self.tell(request_tearing_down, ctx.app, error=error)


class FinishedEarly(PlainSignals):
    """It takes a response for finished when after_request was there."""

    @hookimpl
    def after_request(self, ctx: Any, response: Any) -> None:
        self.tell(request_finished, ctx.app, response=response)

    @hookimpl
    def request_finished(self) -> None:
        pass


class HeardByAll(PlainSignals):
    """It does not look to which sender a receiver is connected."""

    def receivers(self, signal: Any, app: Any) -> list[Any]:
        found = (
            each() if hasattr(each, "__callback__") else each for each in signal.receivers.values()
        )
        return [each for each in found if each is not None]

    @hookimpl
    def request_started(self, ctx: Any) -> None:
        for receiver in self.receivers(request_started, ctx.app):
            receiver(ctx.app)


class FirstReceivers(PlainSignals):
    """It looks once who listens."""

    def __init__(self) -> None:
        self.known: dict[Any, list[Any]] = {}

    def receivers(self, signal: Any, app: Any) -> list[Any]:
        return self.known.setdefault(signal, super().receivers(signal, app))

    @hookimpl
    def request_started(self, ctx: Any) -> None:
        for receiver in self.receivers(request_started, ctx.app):
            receiver(ctx.app)


class RenderedAtOnce(PlainSignals):
    """It sends both signals of a template when it has the template."""

    @hookimpl
    def before_render(self, app: Any, template: Any, context: Any) -> None:
        super().before_render(app, template, context)
        self.tell(template_rendered, app, template=template, context=context)

    @hookimpl
    def rendered(self) -> None:
        pass


class FailsWithEach(PlainSignals):
    """It takes every answer of 400 and above for a failure."""

    @hookimpl
    def request_finished(self, ctx: Any, response: Any) -> None:
        if response.status_code == 404:
            self.tell(got_request_exception, ctx.app, exception=LookupError())
        super().request_finished(ctx, response)


class Deaf(PlainSignals):
    """It is not on every hook."""

    context_popped = None  # type: ignore[assignment]


class Elsewhere(PlainSignals):
    """Its signals are not where it is."""

    __module__ = "wrong"
