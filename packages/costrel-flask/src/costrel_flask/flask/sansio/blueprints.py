"""Blueprints."""

from costrel_core.blueprints import Blueprint, BlueprintSetupState
from costrel_flask.borrowing import borrowed

__getattr__ = borrowed(
    __name__,
    {
        "flask.sansio.scaffold": (
            "Scaffold T_after_request T_before_request T_error_handler T_route T_teardown"
            " T_template_context_processor T_url_defaults T_url_value_preprocessor"
            " _endpoint_from_view_func setupmethod"
        ),
        "flask.sansio.app": "T_template_filter T_template_global T_template_test",
    },
)

__all__ = [
    "Blueprint",
    "BlueprintSetupState",
]
