"""An id for each request: in its answer, its log and its pages."""

from .identity import request_id

__all__ = ["request_id"]
