"""Messages that one request leaves in the session for the next one to show."""

from collections.abc import Collection
from typing import Any, Literal, overload

from costrel_spec import app_context, isolate, request_context


def flash(message: Any, category: str = "message") -> None:
    """Keep a message until ``get_flashed_messages`` is called, in this request or a later one."""
    session = request_context().session
    # Assigned, not only changed: a session that stores elsewhere must see it.
    session["_flashes"] = [*session.get("_flashes", ()), (category, message)]
    app = app_context().app
    for function in app.hooks.flashed:
        isolate(app, function, app, message, category)


@overload
def get_flashed_messages(
    with_categories: Literal[False] = False, category_filter: Collection[str] = ()
) -> list[Any]: ...
@overload
def get_flashed_messages(
    with_categories: Literal[True], category_filter: Collection[str] = ()
) -> list[tuple[str, Any]]: ...
@overload
def get_flashed_messages(
    with_categories: bool, category_filter: Collection[str] = ()
) -> list[Any]: ...
def get_flashed_messages(
    with_categories: bool = False, category_filter: Collection[str] = ()
) -> list[Any]:
    """The flashed messages; they leave the session, and stay the same until the request ends.

    :param with_categories: whether each one is a pair of category and message.
    :param category_filter: the categories to return; all if it is empty.
    """
    ctx = request_context()
    flashes = ctx.flashes
    if flashes is None:
        session = ctx.session
        flashes = ctx.flashes = session.pop("_flashes") if "_flashes" in session else []
    if category_filter:
        flashes = [flash for flash in flashes if flash[0] in category_filter]
    return flashes if with_categories else [message for _, message in flashes]
