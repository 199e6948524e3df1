from typing import Any

class Context:
    _data: dict[str, Any]
    def __init__(self, buffer: Any, **data: Any) -> None: ...

def capture(context: Context, callable_: Any, *args: Any, **kwargs: Any) -> str: ...
