"""Blueprints."""

from costrel_core.blueprints import Blueprint, BlueprintSetupState

__all__ = [
    "Blueprint",
    "BlueprintSetupState",
]
