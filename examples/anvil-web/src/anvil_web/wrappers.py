"""Requests and responses."""

from costrel_core import Request, Response

__all__ = ["Request", "Response"]
