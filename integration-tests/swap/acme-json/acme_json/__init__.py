"""The standard library's JSON, and nothing more."""
