class ArgumentList:
    args: list[str]
    undeclared_identifiers: set[str]
    def __init__(self, code: str) -> None: ...
