"""The configuration, whose environment variables begin with ``FLASK_``."""

from costrel_core import config
from costrel_core.config import ConfigAttribute
from costrel_flask.borrowing import borrowed


class Config(config.Config):
    """Costrel's, with Flask's prefix."""

    env_prefix = "FLASK"


__getattr__ = borrowed(
    __name__,
    {
        "werkzeug.utils": "import_string",
    },
)

__all__ = ["Config", "ConfigAttribute"]
