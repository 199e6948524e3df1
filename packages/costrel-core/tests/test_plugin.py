"""What core provides of its own accord."""

import pytest

from costrel_core import DefaultJSONProvider
from costrel_core.router import IndexedRouter

pytestmark = pytest.mark.alone


def test_the_router_has_an_index_of_the_rules_of_the_application(app):
    """It answers from the application's map."""
    app.add_url_rule("/x", "x")
    assert isinstance(app.router, IndexedRouter)
    rule, values = app.router.match("GET", "/x", lambda: pytest.fail("never asked"), {})
    assert (rule.endpoint, values) == ("x", {})
    assert app.assembly.provider_name("router") == "core"


def test_json_is_the_default_provider_of_this_application(app):
    """Its options belong to one application."""
    assert type(app.json) is DefaultJSONProvider
    assert app.json.dumps({"b": 1, "a": [None]}) == '{"a": [null], "b": 1}'
    assert app.assembly.provider_name("json") == "core"
