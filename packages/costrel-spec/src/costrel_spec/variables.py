"""The environment variables that several parts know."""

INSPECT = "COSTREL_INSPECT"
"""The environment variable that has an application constructed whatever its plugins do.

Each failure is kept for the report, and the application serves nothing.
"""
