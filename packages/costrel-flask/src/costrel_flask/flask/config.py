"""The configuration, whose environment variables begin with ``FLASK_``."""

from costrel_core import config
from costrel_core.config import ConfigAttribute


class Config(config.Config):
    """Costrel's, with Flask's prefix."""

    env_prefix = "FLASK"


__all__ = ["Config", "ConfigAttribute"]
