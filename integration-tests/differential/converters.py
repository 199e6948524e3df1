"""Custom converters, and what listed differences make of the usual ones."""

from werkzeug.routing import BaseConverter, ValidationError


class Shout(BaseConverter):
    """Lower-case letters, upper-cased; it refuses one of them when it converts."""

    regex = "[a-z]+"

    def to_python(self, value: str) -> str:
        if value == "b":
            raise ValidationError
        return value.upper()

    def to_url(self, value: str) -> str:
        return str(value).lower()


class Pair(BaseConverter):
    """Two segments."""

    regex = "[^/]+/[^/]+"
    part_isolating = False


CUSTOM: dict[str, type[BaseConverter]] = {"shout": Shout, "pair": Pair}
