"""The slot ``templates``."""

import pytest

from costrel_spec import TemplateEngine

pytestmark = pytest.mark.alone


def test_a_provider_renders_streams_and_takes_additions() -> None:
    """That is all that the framework asks of it."""
    asked = {name for name in vars(TemplateEngine) if not name.startswith("_")}
    assert asked | TemplateEngine.__annotations__.keys() == {
        "name",
        *("render", "render_string", "stream", "stream_string", "get_attribute"),
        *("add_filter", "add_test", "add_global"),
        *("create_environment", "create_global_loader", "create_folder_loader"),
    }
