"""Values with names, which parts exchange."""

from dataclasses import FrozenInstanceError
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """Named values that are given once, by keyword; records are equal if their values are.

    A subclass names them in ``__slots__``. It is what a frozen dataclass would be, but for the half
    millisecond that making such a class takes, each of them, at every start of every application.
    """

    __slots__: ClassVar[tuple[str, ...]] = ()

    def _hold(self, **values: Any) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setattr__(self, name: str, value: Any) -> None:
        """Refuse it: others have the same record."""
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        """Refuse it likewise."""
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__qualname__}({values})"

    def __copy__(self) -> Self:
        return self

    def __getstate__(self) -> dict[str, Any]:
        return dict(zip(self.__slots__, self._values(), strict=True))

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._hold(**state)
