"""The test client and the runner of commands."""

from typing import Any, assert_type

from click.testing import Result
from werkzeug.test import EnvironBuilder, TestResponse

from costrel import Costrel, request, session
from costrel.testing import Client, CommandRunner
from costrel_spec import SessionMixin

app = Costrel(__name__)


class TokenClient(Client):
    """A client that sends a token with each request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.token: str = kwargs.pop("token", "")
        super().__init__(*args, **kwargs)

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("headers", {})["Authorization"] = self.token
        return super().open(*args, **kwargs)


def try_requests() -> None:
    """Requests of every method, with what they can carry."""
    client = app.test_client()
    assert_type(client, Client)
    response = client.get("/", query_string={"a": "1"}, headers={"X-A": "1"})
    assert_type(response, TestResponse)
    assert_type(response.status_code, int)
    assert_type(response.text, str)
    assert_type(response.history, tuple[TestResponse, ...])
    json: Any = response.json
    client.post("/", data={"name": "Ada"}, follow_redirects=True)
    client.put("/", json=json, buffered=True)
    client.patch("/", data=b"bytes", content_type="text/plain")
    client.delete("/", auth=("user", "password"))
    client.set_cookie("name", "value", domain="example.org")
    client.environ_base["REMOTE_ADDR"] = "192.0.2.1"
    with app.test_client(use_cookies=False) as second:
        second.get("/")
        assert_type(request.path, str)
        assert_type(session.get("name"), Any | None)
    with client.session_transaction("/path") as opened:
        assert_type(opened, SessionMixin)
        opened["name"] = "Ada"


def try_contexts() -> None:
    """Contexts and builders without a client."""
    with app.test_request_context("/?page=2", method="POST", data={"a": "b"}) as context:
        assert_type(context.request.args["page"], Any)
        assert_type(app.preprocess_request() is None, bool)
    builder: EnvironBuilder = app.environ_builder("/", json={"a": 1})
    with app.request_context(builder.get_environ()):
        pass
    app.test_client_class = TokenClient
    app.test_client(token="secret").get("/")


def try_commands() -> None:
    """Commands, by name and as objects."""
    runner = app.test_cli_runner(mix_stderr=False)
    assert_type(runner, CommandRunner)
    result = runner.invoke(args=["init", "--force"])
    assert_type(result, Result)
    assert_type(result.exit_code, int)
    assert_type(result.output, str)
    runner.invoke(app.cli, "routes --sort=rule", input="yes\n", env={"A": "1"})
    with runner.isolated_filesystem():
        pass
