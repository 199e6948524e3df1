"""Wayside, a small blog: the application of Costrel's tutorial."""

from .application import create_app

__all__ = ["create_app"]
