DEFAULT_ESCAPES: dict[str, str]
