"""Blueprints."""

from costrel_core import Blueprint, BlueprintSetupState

__all__ = ["Blueprint", "BlueprintSetupState"]
