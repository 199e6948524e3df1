"""Views as classes: one object answers, by one method or by one for each HTTP method."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, ClassVar

from costrel_spec import app_context, request_context

from .typing import ResponseReturnValue

http_method_funcs = frozenset({"get", "post", "head", "options", "delete", "put", "trace", "patch"})
"""The names of the methods that answer the HTTP methods of a ``MethodView``."""


class View:
    """A view as a class: it defines ``dispatch_request``, and ``as_view`` makes the function."""

    methods: ClassVar[Collection[str] | None] = None
    """The HTTP methods to register for; None: what the rule says, or else GET."""
    provide_automatic_options: ClassVar[bool | None] = None
    """Whether OPTIONS is answered by itself; None: what the rule says, or else True."""
    decorators: ClassVar[Sequence[Callable[..., Any]]] = ()
    """Applied to the view function one after the other: the last one is outermost."""
    init_every_request: ClassVar[bool] = True
    """Whether each request gets an object of its own; else one object serves all of them."""

    def dispatch_request(self, *args: Any, **kwargs: Any) -> Any:
        """The answer; the URL's values are the keyword arguments. It may be an ``async def``."""
        raise TypeError(f"{type(self).__name__} must define dispatch_request(**values).")

    @classmethod
    def as_view(
        cls, name: str, *class_args: Any, **class_kwargs: Any
    ) -> Callable[..., ResponseReturnValue]:
        """A view function of that name; the other arguments make the object.

        The function's ``view_class`` may be replaced, also after it is registered.
        """

        only = None if cls.init_every_request else cls(*class_args, **class_kwargs)

        def answer(**values: Any) -> Any:
            one = view.view_class(*class_args, **class_kwargs) if only is None else only
            return app_context().app.ensure_sync(one.dispatch_request)(**values)

        view = cls._labelled(answer, name)
        for decorator in cls.decorators:
            view = decorator(view)
        view = cls._labelled(view, name)
        view.__doc__ = cls.__doc__
        view.view_class = cls
        view.methods = cls.methods
        view.provide_automatic_options = cls.provide_automatic_options
        function: Callable[..., ResponseReturnValue] = view
        return function

    @classmethod
    def _labelled(cls, view: Any, name: str) -> Any:
        view.__name__ = name
        view.__module__ = cls.__module__
        return view


class MethodView(View):
    """A view whose methods ``get``, ``post`` and so on answer the HTTP methods of those names.

    ``methods`` is what they are, unless the class says otherwise; HEAD falls back on ``get``.
    """

    methods: ClassVar[Collection[str] | None]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "methods" in cls.__dict__:
            return
        found = {name.upper() for name in http_method_funcs if hasattr(cls, name)}
        for base in cls.__bases__:
            found.update(getattr(base, "methods", None) or ())
        if found:
            cls.methods = found

    def dispatch_request(self, **kwargs: Any) -> ResponseReturnValue:
        """The answer of the method that is named like the request's."""
        method = request_context().request.method
        answer = getattr(self, method.lower(), None)
        if answer is None and method == "HEAD":
            answer = getattr(self, "get", None)
        if answer is None:
            raise AssertionError(
                f"Unimplemented method {method!r}: {type(self).__name__} has methods ="
                f" {self.methods!r} and no {method.lower()}(). Define it or change methods."
            )
        value: ResponseReturnValue = app_context().app.ensure_sync(answer)(**kwargs)
        return value
