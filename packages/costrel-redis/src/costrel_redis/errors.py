"""What goes wrong where sessions are kept elsewhere."""

from costrel_spec.errors import CostrelError


class SessionsUnavailable(CostrelError, RuntimeError):
    """Redis does not answer, or answers with an error; the request is a 503."""

    code = "sessions-unavailable"
