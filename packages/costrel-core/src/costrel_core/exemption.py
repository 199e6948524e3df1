"""The mark of views that some plugins have no say in."""

from collections.abc import Callable
from typing import Any, TypeVar

_MARK = "costrel_exempt"

_View = TypeVar("_View", bound=Callable[..., Any])


def exempt(*plugins: str) -> Callable[[_View], _View]:
    """A decorator: ``before_request`` of these plugins is not called for this view.

    It marks a function or a class of views. Put it where the name is that is registered, which is to
    say outermost, below ``route``::

        @app.post("/hooks/payment")
        @exempt("acme-csrf")
        def payment(): ...

    Which plugins have exempt views is settled at the seal. A view that is put in place of another one
    later is exempt only from those: where in doubt, the plugin is called.
    """
    for name in plugins:
        if not isinstance(name, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # of whatever
            raise TypeError(
                f"exempt({name!r}): exempt takes the names of plugins; write"
                ' @exempt("acme-csrf"), with parentheses.'
            )

    def mark(view: _View) -> _View:
        try:
            setattr(view, _MARK, frozenset(plugins) | exempted(view))
        except AttributeError as error:
            raise TypeError(
                f"exempt can't mark {view!r}, which takes no attributes, as a bound method does not:"
                " write a function that calls it."
            ) from error
        return view

    return mark


def exempted(view: Any) -> frozenset[str]:
    """The plugins that a view is exempt from; of a class of views, what the class says counts too."""
    own: frozenset[str] = getattr(view, _MARK, frozenset())
    by_class: frozenset[str] = getattr(getattr(view, "view_class", None), _MARK, frozenset())
    return own | by_class
