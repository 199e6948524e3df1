"""The application object: its constructor, attributes, stations and what a subclass overrides."""

import os
from collections.abc import Mapping
from datetime import timedelta
from logging import Logger
from pathlib import Path
from typing import Any, assert_type

from werkzeug.exceptions import Aborter, HTTPException, NotFound
from werkzeug.routing import BaseConverter, BuildError, Map, Rule

from costrel import Blueprint, Config, Costrel, Request, Response
from costrel.typing import ResponseReturnValue

app = Costrel(
    __name__,
    static_url_path="/files",
    static_folder=Path("static"),
    static_host=None,
    host_matching=False,
    subdomain_matching=True,
    template_folder="pages",
    instance_path=os.path.abspath("instance"),
    instance_relative_config=True,
    root_path=None,
)

assert_type(app.name, str)
assert_type(app.import_name, str)
assert_type(app.root_path, str)
assert_type(app.instance_path, str)
assert_type(app.static_folder, str | None)
assert_type(app.static_url_path, str | None)
assert_type(app.has_static_folder, bool)
assert_type(app.config, Config)
assert_type(app.debug, bool)
assert_type(app.testing, bool)
assert_type(app.secret_key, str | bytes | None)
assert_type(app.permanent_session_lifetime, timedelta)
assert_type(app.logger, Logger)
assert_type(app.url_map, Map)
assert_type(app.aborter, Aborter)
assert_type(app.extensions, dict[str, Any])
assert_type(app.blueprints, dict[str, Blueprint])

app.debug = True
app.testing = True
app.secret_key = b"key"
app.permanent_session_lifetime = timedelta(hours=1)
app.jinja_options = {"trim_blocks": True}
app.extensions["mail"] = object()
rules: list[Rule] = list(app.url_map.iter_rules())
for blueprint in app.iter_blueprints():
    assert_type(blueprint, Blueprint)
with app.open_resource("schema.sql") as resource, app.open_instance_resource("log", "a") as log:
    log.write(resource.read().decode("utf-8"))


class Hexadecimal(BaseConverter):
    """Numbers with letters in them."""

    regex = "[0-9a-f]+"

    def to_python(self, value: str) -> int:
        return int(value, 16)


app.url_map.converters["hex"] = Hexadecimal


class OwnRequest(Request):
    """A request with more than others have."""

    @property
    def is_mobile(self) -> bool:
        """Whether a phone sent it."""
        return "Mobile" in self.user_agent.string


class OwnResponse(Response):
    """A response that is text unless it says otherwise."""

    default_mimetype = "text/plain"


class OwnConfig(Config):
    """A configuration with a shortcut."""

    def flag(self, key: str) -> bool:
        """Whether a key is on."""
        return bool(self.get(key))


class Site(Costrel):
    """An application that changes what an application is made of, and each of its stations."""

    request_class = OwnRequest
    response_class = OwnResponse
    config_class = OwnConfig
    default_config: Mapping[str, Any] = {**Costrel.default_config, "TITLE": "Site"}

    def full_dispatch_request(self) -> Response:
        return super().full_dispatch_request()

    def preprocess_request(self) -> ResponseReturnValue | None:
        return super().preprocess_request()

    def dispatch_request(self) -> ResponseReturnValue:
        return super().dispatch_request()

    def make_response(self, rv: ResponseReturnValue | HTTPException) -> Response:
        return super().make_response((rv, 200) if isinstance(rv, str) else rv)

    def finalize_request(
        self, rv: ResponseReturnValue | HTTPException, from_error_handler: bool = False
    ) -> Response:
        return super().finalize_request(rv, from_error_handler)

    def process_response(self, response: Response) -> Response:
        response.headers["X-Site"] = self.name
        return super().process_response(response)

    def handle_user_exception(self, e: Exception) -> HTTPException | ResponseReturnValue:
        return super().handle_user_exception(e)

    def handle_http_exception(self, e: HTTPException) -> HTTPException | ResponseReturnValue:
        return super().handle_http_exception(e)

    def handle_exception(self, e: Exception) -> Response:
        return super().handle_exception(e)

    def make_default_options_response(self) -> Response:
        return super().make_default_options_response()

    def trap_http_exception(self, e: Exception) -> bool:
        return isinstance(e, NotFound) or super().trap_http_exception(e)

    def select_jinja_autoescape(self, filename: str | None) -> bool:
        return True

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        return 60 if filename is None else super().get_send_file_max_age(filename)


def unknown_page(error: BuildError, endpoint: str, values: dict[str, Any]) -> str:
    """The URL of what has no rule."""
    return f"/unknown/{endpoint}?{len(values)}&{error.method}"


site = Site(__name__, deny=("acme-stamp",), optional={"signals"}, required=("sessions",))
site.url_build_error_handlers.append(unknown_page)
assert_type(site.url_for("page", number=1, _anchor="top", _external=True), str)
assert_type(site.make_response(("made", 201)), Response)
assert_type(site.make_shell_context(), dict[str, Any])
site.setup_plugins()
site.seal()
if __name__ == "__main__":
    site.run("127.0.0.1", port=8000, debug=True, load_dotenv=False, threaded=True)
