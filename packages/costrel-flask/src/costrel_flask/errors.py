"""What keeps Flask's name from being taken."""

from types import ModuleType

from costrel_spec.errors import CostrelError


class FlaskAlreadyImported(CostrelError, ImportError):
    """Flask itself was imported before its name could be taken."""

    code = "flask-imported"

    @classmethod
    def at(cls, flask: ModuleType) -> "FlaskAlreadyImported":
        """The error for a module ``flask`` that is not ours."""
        return cls(
            f"Flask was imported before costrel_flask.install(), from"
            f" {getattr(flask, '__file__', None)}. What holds its classes already would go on using"
            " them. Call install() before anything that imports Flask, or start the program with:"
            " python -m costrel_flask exec -- PROGRAM ..."
        )
