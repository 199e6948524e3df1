"""What the plugin brings to an application."""

from typing import Any

import pytest

from costrel_core import App
from costrel_core.plugins.capabilities import PUBLISHED
from costrel_redis import RedisSessionInterface, plugin
from costrel_redis.settings import DEFAULTS
from costrel_spec import SessionInterface
from costrel_spec.errors import MissingCapability, PluginSetupFailed


@pytest.fixture
def bare(tmp_path: Any) -> Any:
    """Makes applications with the plugin, whose Redis is nowhere."""

    def make(**options: Any) -> App:
        return App("shop", root_path=str(tmp_path), plugins=[plugin], **options)

    return make


def test_the_sessions_are_in_redis_where_the_plugin_is(bare: Any) -> None:
    """It takes the place of the part; it suggests where Redis is; and asks for nothing."""
    app = bare()
    assert isinstance(app.session_interface, RedisSessionInterface)
    assert {key: app.config[key] for key in DEFAULTS} == dict(DEFAULTS)
    assert app.session_interface.server.place == DEFAULTS["SESSION_REDIS"]


def test_the_application_may_choose_others(bare: Any) -> None:
    """By SLOTS, or by its own interface; then nothing is said against a deployment."""
    app = bare(without=set(App.parts) - {"sessions"})
    app.config.update(SLOTS={"sessions": "sessions"}, SECRET_KEY="a long and varied secret key")
    assert not isinstance(app.session_interface, RedisSessionInterface)
    assert app.assembly.deploy_checks() == []


def test_a_target_of_no_use_fails_when_it_is_needed(bare: Any) -> None:
    """The error names the plugin and the key."""
    app = bare()
    app.config["SESSION_REDIS"] = 5
    with pytest.raises(PluginSetupFailed, match=r"costrel_redis.*SESSION_REDIS is 5"):
        _ = app.session_interface


def test_what_is_declared_is_what_the_sessions_can_do(bare: Any) -> None:
    """Before and after they are made, and in what the core tells those who lack it."""
    declared = plugin.plugin.capabilities
    assert declared == RedisSessionInterface.capabilities == PUBLISHED["costrel-redis"]
    app = bare()
    app.config["SESSION_REQUIRES"] = declared
    app.setup_plugins()
    app.config["SESSION_REQUIRES"] = {*declared, "encrypted"}
    with pytest.raises(MissingCapability, match=r"are not encrypted\. Either take encrypted out"):
        app.setup_plugins()


def test_it_is_proposed_to_who_lacks_a_capability(bare: Any) -> None:
    """Where it is there and others are in place."""
    app = bare()
    app.session_interface = SessionInterface()
    app.config["SESSION_REQUIRES"] = {"atomic"}
    with pytest.raises(MissingCapability, match=r'Either choose SLOTS = \{"sessions": "'):
        app.setup_plugins()


def test_other_errors_are_not_its_business(bare: Any) -> None:
    """They take their way."""
    app = bare()
    app.add_url_rule("/", "index", lambda: 1 // 0)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert app.test_client().get("/").status_code == 500


def test_a_deployment_is_checked(app: Any) -> None:
    """By what is said of the way to Redis, and of the server."""
    assert app.assembly.deploy_checks() == []
    app = App("shop", plugins=[plugin])
    app.config["SESSION_REDIS"] = "redis://192.0.2.1:1/0?socket_connect_timeout=0.01"
    assert len([text for _, text in app.assembly.deploy_checks() if "192.0.2.1" in text]) == 3
