"""The configuration and its loaders."""

import json
import tomllib
from pathlib import Path
from typing import Any, assert_type

from costrel import Config, Costrel
from costrel.config import ConfigAttribute

app = Costrel(__name__)
app.config["SECRET_KEY"] = "typed"
app.config.update(TESTING=True, TRUSTED_HOSTS=["example.org"])
app.config |= {"A": 1}
value: Any = app.config["A"]
assert_type(app.config.get("A"), Any | None)
assert_type(app.config.from_pyfile("settings.py", silent=True), bool)
assert_type(app.config.from_envvar("SETTINGS", silent=True), bool)
assert_type(app.config.from_file("settings.json", json.load), bool)
assert_type(app.config.from_file(Path("s.toml"), tomllib.load, silent=True, text=False), bool)
assert_type(app.config.from_mapping({"A": 1}, B=2), bool)
assert_type(app.config.from_prefixed_env(), bool)
assert_type(app.config.from_prefixed_env("ACME", loads=int), bool)
assert_type(app.config.get_namespace("MAIL_", lowercase=False), dict[str, Any])
app.config.from_object("acme.settings")
app.config.from_object(app)
config = Config(Path("/srv"), {"DEBUG": False})


class Mail(Costrel):
    """An application with an attribute for a key."""

    mail_port = ConfigAttribute[int]("MAIL_PORT", get_converter=int)


port: int = Mail(__name__).mail_port
