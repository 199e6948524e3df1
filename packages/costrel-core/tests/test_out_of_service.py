"""What answers in place of an application that must not serve."""

import pytest
from werkzeug.test import Client

from costrel_core.out_of_service import REASONS, out_of_service

pytestmark = pytest.mark.alone


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_everything_is_answered_with_503(method):
    """In plain text that no cache keeps and that tells nothing of the reason."""
    answer = Client(out_of_service()).open("/a/path?a=1", method=method, data=b"")
    assert answer.status == "503 SERVICE UNAVAILABLE"
    assert answer.data == (b"" if method == "HEAD" else b"The service is unavailable.\n")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_mode_that_does_not_serve_has_a_reason():
    """Which names the variable that turned it on."""
    assert "COSTREL_SAFE_MODE" in REASONS["safe"]
    assert "COSTREL_INSPECT" in REASONS["inspect"]
