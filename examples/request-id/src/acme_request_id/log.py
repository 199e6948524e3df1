"""Records of the log that know the request which they were written in."""

import logging

from .identity import current_id


class RequestIds(logging.Filter):
    """A filter that lets everything pass, and adds ``request_id``; a dash outside requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True."""
        record.request_id = current_id() or "-"
        return True
