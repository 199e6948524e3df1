"""A small library whose router, templates and JSON are chosen by its configuration."""

from .application import create_app

__all__ = ["create_app"]
