"""The commands that every application has."""
