"""The log."""

import logging

import pytest

from acme_request_id import request_id


def test_a_record_has_the_id_of_its_request(app, caplog: pytest.LogCaptureFixture) -> None:
    """A dash where there is none."""
    app.setup_plugins()
    with app.test_request_context():
        app.logger.warning("inside")
        expected = request_id()
    app.logger.warning("outside")
    found = [getattr(record, "request_id", None) for record in caplog.records]
    assert found == [expected, "-"]
    assert caplog.records[0].levelno == logging.WARNING
