"""What an application assigned itself in place of a slot's provider."""

from typing import Any

from ..ledger import ABSENT, Ledger


def assigned(app: object, slot: str, ledger: Ledger) -> Any:
    """The value that the application set; ABSENT where a plugin fills the slot, or would."""
    name = attribute_of(type(app), slot)
    if name is None:
        return ABSENT
    value = next(vars(cls)[name] for cls in type(app).__mro__ if name in vars(cls))
    if _slot_of(value) != slot:
        return value
    value = vars(app).get(name, ABSENT)
    provided = [entry.value for entry in ledger.entries("slot", slot)]
    return ABSENT if any(value is each for each in provided) else value


def attribute_of(cls: type, slot: str) -> str | None:
    """The attribute of applications that holds what fills the slot."""
    for base in cls.__mro__:
        for name, value in vars(base).items():
            if _slot_of(value) == slot:
                return name
    return None


def _slot_of(attribute: object) -> str | None:
    """The slot whose content is in the attribute of a class, which is then a property."""
    return getattr(getattr(attribute, "fget", None), "slot", None)
