"""What parts may use of an application and its contexts."""

import pytest

from costrel_spec import AppContext, Application, RequestContext
from costrel_spec.application import Context

pytestmark = pytest.mark.alone


def members(protocol: type) -> set[str]:
    """The names that a protocol lists itself."""
    return {*vars(protocol), *protocol.__annotations__}


def test_a_part_finds_what_boot_and_firing_need() -> None:
    """An application has these members for parts, besides those that are Flask's."""
    own = {"assembly", "hooks", "setup_plugins", "seal", "template_engine", "command_line"}
    assert members(Application) >= own | {
        "config",
        "logger",
        "ensure_sync",
        "extensions",
        "url_map",
    }


def test_both_contexts_are_pushed_and_popped_alike() -> None:
    """By hand or by ``with``."""
    assert members(Context) >= {"app", "push", "pop", "__enter__", "__exit__"}
    assert Context in AppContext.__mro__
    assert Context in RequestContext.__mro__


def test_each_context_has_what_belongs_to_it() -> None:
    """``g`` and the adapter are in both, the request and its session in one."""
    assert members(AppContext) >= {"g", "url_adapter"}
    assert members(RequestContext) >= {"request", "session", "g", "url_adapter", "blueprints"}
    assert "request" not in members(AppContext)


@pytest.mark.parametrize("protocol", [Application, Context, AppContext, RequestContext])
def test_a_protocol_is_no_class_to_make_things_of(protocol: type) -> None:
    """It only says what there is."""
    with pytest.raises(TypeError, match="Protocols cannot be instantiated"):
        protocol()
