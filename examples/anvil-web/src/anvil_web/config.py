"""The configuration."""

from costrel_core import Config, ConfigAttribute

__all__ = ["Config", "ConfigAttribute"]
