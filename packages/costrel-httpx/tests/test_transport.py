"""Requests that go to an application in this process."""

import httpx
import pytest

from costrel_httpx import ApplicationTransport
from costrel_spec import g, has_app_context, has_request_context, request


def test_a_client_of_httpx_reaches_the_application(app) -> None:
    """Every host is the application's own; the address is the loopback's."""
    with httpx.Client(transport=ApplicationTransport(app)) as client:
        seen = client.get("https://any.test:1/echo").json()
    assert (seen["url"], seen["remote"]) == ("https://any.test:1/echo", "127.0.0.1")


def test_the_base_of_the_environment_is_live(app) -> None:
    """What is changed in it holds for the next request."""
    base = {"REMOTE_ADDR": "192.0.2.1"}
    with httpx.Client(
        transport=ApplicationTransport(app, base), base_url="http://a.test"
    ) as client:
        assert client.get("/echo").json()["remote"] == "192.0.2.1"
        base["REMOTE_ADDR"] = "192.0.2.2"
        assert client.get("/echo").json()["remote"] == "192.0.2.2"


def test_contexts_are_kept_from_entering_to_closing(app) -> None:
    """Those of the last request, as long as the transport is entered."""
    transport = ApplicationTransport(app)
    transport.handle_request(httpx.Request("GET", "http://a.test/count")).close()
    assert not has_request_context()
    with transport:
        transport.handle_request(httpx.Request("GET", "http://a.test/echo")).close()
        assert request.path == "/echo"
        transport.handle_request(httpx.Request("GET", "http://a.test/count")).close()
        assert request.path == "/count"
        assert g.seen == "seen"
    assert not has_app_context()
    transport.handle_request(httpx.Request("GET", "http://a.test/count")).close()
    assert not has_request_context()


def test_the_contexts_of_a_request_that_failed_are_kept_too(app) -> None:
    """A test can look at what the request was."""
    with ApplicationTransport(app) as transport:
        with pytest.raises(ValueError, match="oh no"):
            transport.handle_request(httpx.Request("GET", "http://a.test/fail?why"))
        assert request.full_path == "/fail?why"
    assert not has_app_context()
