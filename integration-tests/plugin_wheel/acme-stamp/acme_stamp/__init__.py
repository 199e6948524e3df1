"""Stamps for answers and texts."""
