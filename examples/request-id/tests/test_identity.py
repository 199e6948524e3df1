"""The id of a request."""

import pytest

from acme_request_id import request_id
from acme_request_id.identity import current_id


def test_a_request_has_one_id(app) -> None:
    """However often it is asked for; another request has another one."""
    with app.test_request_context():
        first = request_id()
        assert request_id() == current_id() == first
    with app.test_request_context():
        assert request_id() != first
    assert current_id() is None
    with pytest.raises(RuntimeError):
        request_id()


@pytest.mark.parametrize(
    ("trusted", "given", "taken"),
    [
        (False, "from-a-client", False),
        (True, "from-the-proxy", True),
        (True, "", False),
        (True, "short", False),
        (True, "x" * 65, False),
        (True, "line\tbreaker-1", False),
        (True, "<script>alert()</script>", False),
    ],
)
def test_the_id_of_a_client_is_taken_where_it_is_trusted(
    make_app, trusted: bool, given: str, taken: bool
) -> None:
    """And where it can do no harm in the log."""
    app = make_app(REQUEST_ID_TRUSTED=trusted)
    with app.test_request_context(headers={"X-Request-ID": given}):
        assert (request_id() == given) is taken
