"""Distributions of one's own: what ``costrel new distribution`` writes and ``costrel build`` builds."""

from .build import build
from .errors import BuildFailed, DistributionRefused
from .parts import Part
from .recipe import Recipe
from .rendering import rendered

__all__ = ["BuildFailed", "DistributionRefused", "Part", "Recipe", "build", "rendered"]
