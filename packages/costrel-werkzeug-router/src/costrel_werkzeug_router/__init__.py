"""Werkzeug's own matcher as a router: the reference, without an index."""

from .router import WerkzeugRouter

__all__ = ["WerkzeugRouter"]
