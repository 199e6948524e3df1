"""The contract of the slot ``templates``, whatever the language of the templates is."""

from .contract import TemplatesContract

__all__ = ["TemplatesContract"]
