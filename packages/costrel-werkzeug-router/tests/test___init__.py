"""What the package gives out."""

import costrel_werkzeug_router


def test_it_exports_the_router() -> None:
    """For whoever builds one without the plugin."""
    assert costrel_werkzeug_router.__all__ == ["WerkzeugRouter"]
    assert costrel_werkzeug_router.WerkzeugRouter.__module__ == "costrel_werkzeug_router.router"
