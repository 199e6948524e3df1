"""Providers of JSON that each break one promise, as somebody may by mistake."""

from typing import Any

from costrel_core.json.provider import DefaultJSONProvider
from costrel_spec import hookimpl


class WrongProvider(DefaultJSONProvider):
    """A provider that is right, and a plugin: each subclass spoils something."""

    @classmethod
    def plugin(cls) -> Any:
        """The plugin that provides it."""

        class Provider:
            @hookimpl
            def provide_json(self, app: Any) -> Any:
                return cls(app)

        return Provider()


class WithoutDates(WrongProvider):
    """It leaves dates to the library, which refuses them."""

    @staticmethod
    def default(obj: Any) -> Any:
        if hasattr(obj, "isoformat"):
            raise TypeError(f"{type(obj)} is not supported")
        return DefaultJSONProvider.default(obj)


class IsoDates(WrongProvider):
    """It writes dates as it likes best."""

    @staticmethod
    def default(obj: Any) -> Any:
        return obj.isoformat() if hasattr(obj, "isoformat") else DefaultJSONProvider.default(obj)


class TextOfAnything(WrongProvider):
    """It writes the ``repr`` of what it does not know."""

    @staticmethod
    def default(obj: Any) -> Any:
        try:
            return DefaultJSONProvider.default(obj)
        except TypeError:
            return repr(obj)


class WritesNaN(WrongProvider):
    """It writes NaN, which JSON does not have."""

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return super().dumps(obj, allow_nan=True, **kwargs)


class TextFiles(WrongProvider):
    """It reads no files of bytes."""

    def load(self, fp: Any, **kwargs: Any) -> Any:
        return self.loads("".join(fp), **kwargs)


class Unguarded(WrongProvider):
    """It lets out whatever its library raises."""

    def loads(self, s: Any, **kwargs: Any) -> Any:
        try:
            return super().loads(s, **kwargs)
        except ValueError as error:
            if "nested" in str(error):
                raise RecursionError("maximum recursion depth exceeded") from None
            raise


class AlwaysCompact(WrongProvider):
    """It does not care for debug mode."""

    compact = True


class Both(WrongProvider):
    """It drops the positional arguments where there are keyword arguments."""

    def _prepare_response_obj(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return super()._prepare_response_obj(() if kwargs else args, kwargs)


class FirstOnly(WrongProvider):
    """It makes a response of the first argument."""

    def _prepare_response_obj(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        super()._prepare_response_obj(args, kwargs)
        return args[0] if args else kwargs or None


class Unsorted(WrongProvider):
    """It writes keys as they come."""

    sort_keys = False


class Rounding(WrongProvider):
    """Its library reads large numbers as floats."""

    def loads(self, s: Any, **kwargs: Any) -> Any:
        return super().loads(s, parse_int=lambda digits: int(float(digits)), **kwargs)


class Spaced(WrongProvider):
    """It ignores keyword arguments that its library does not have."""

    def dumps(self, obj: Any, separators: Any = None, **kwargs: Any) -> str:
        return super().dumps(obj, **kwargs)


class ForOneApplication:
    """A plugin that keeps the first provider it made for all applications."""

    kept: Any = None

    @hookimpl
    def provide_json(self, app: Any) -> Any:
        kind = type(self)
        kind.kept = kind.kept or (DefaultJSONProvider(app), app)
        return kind.kept[0]


class Empty:
    """A plugin that declines."""

    @hookimpl
    def provide_json(self) -> Any:
        return None
