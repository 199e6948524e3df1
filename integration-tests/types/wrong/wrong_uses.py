"""What is current, and what is made of it, used as what it is not."""

import json

from costrel import (
    Config,
    Costrel,
    Response,
    abort,
    after_this_request,
    copy_current_request_context,
    current_app,
    flash,
    g,
    get_flashed_messages,
    get_template_attribute,
    jsonify,
    make_response,
    render_template,
    render_template_string,
    request,
    send_file,
    send_from_directory,
    session,
    stream_template,
    stream_with_context,
    url_for,
)
from costrel.signals import Namespace
from costrel.testing import Client
from costrel_spec import SessionInterface

app = Costrel(__name__)

# The application and its configuration
app.secret_key = "a", "b"
app.config.from_pyfil("settings.py")  # wrong
app.config.from_file("settings.json", json.dumps)  # wrong
app.config.from_prefixed_env("ACME", json.loads)  # wrong
app.config.from_mapping([("A", 1)])  # wrong
app.config[1] = "number"  # wrong
Config()  # wrong
app.debug = "yes"  # wrong
app.logger.inform("text")  # wrong
app.json = "json"  # wrong
app.session_interface = {}  # wrong
app.response_class = dict  # wrong
app.request_class = Response  # wrong
app.url_map.rules()  # wrong
app.extensions = []  # wrong
app.register_blueprint()  # wrong
app.run(port="8000")  # wrong
app.handle_exception("failed")  # wrong
app.url_for()  # wrong
app.open_resource(5)  # wrong
app.jinja_env.filter  # wrong
app.cli.comand("init")  # wrong

# The request
request.arg  # wrong
request.args["page"] + 1  # wrong
request.path = 5  # wrong
number: int = request.method  # wrong
request.get_json(forced=True)  # wrong
request.files["a"].save()  # wrong
request.max_content_length = "1 MB"  # wrong
request.endpoint.upper()  # wrong
request.view_args["name"]  # wrong

# The session, messages and g
session.permanent = "forever"  # wrong
session.add("name")  # wrong
session.new = None  # wrong
flash()  # wrong
flash("Saved.", 5)  # wrong
get_flashed_messages(category="notice")  # wrong
text: str = get_flashed_messages()  # wrong
g.get()  # wrong
g.get(5)  # wrong
current_app.nme  # wrong
current_app.name = 5  # wrong

# Responses and functions
response = make_response("text")
response.set_cookie()  # wrong
response.set_cookie("name", expires=[])  # wrong
response.status_code = "201"  # wrong
response.header["X-A"] = "1"  # wrong
Response("text", mime="text/plain")  # wrong
jsonify({"a": 1}).text()  # wrong
url_for("page", _external="yes")  # wrong
send_file()  # wrong
send_file("a.txt", max_age="60")  # wrong
send_file("a.txt", attachment=True)  # wrong
send_from_directory("files")  # wrong
render_template()  # wrong
render_template_string(5)  # wrong
length: int = render_template("page.html")  # wrong
get_template_attribute("macros.html")  # wrong
stream_template("page.html").read()  # wrong
stream_with_context(5)  # wrong
after_this_request(5)  # wrong
copy_current_request_context("text")  # wrong


def refuse() -> None:
    """Nothing after an abort is looked at."""
    abort("404")  # wrong


def end() -> None:
    abort()  # wrong


# Clients, runners and contexts
client: Client = app.test_client()
client.gett("/")  # wrong
client.get("/").status_cod  # wrong
client.session_transaction().get("name")  # wrong
app.test_cli_runner().invoke_command("init")  # wrong
app.test_client("yes", 5)  # wrong
app.test_request_context("/").reqest  # wrong
app.app_context().request  # wrong
Namespace().signal()  # wrong


class Sessions(SessionInterface):
    """Sessions whose methods have other arguments."""

    def open_session(self, request: str) -> None:  # wrong
        pass

    def get_cookie_name(self, app: str) -> str:  # wrong
        return ""


class Site(Costrel):
    """An application whose stations do something else."""

    def dispatch_request(self, name: str) -> str:  # wrong
        return name

    def full_dispatch_request(self) -> str:  # wrong
        return ""

    def process_response(self, response: str) -> Response:  # wrong
        return Response()
