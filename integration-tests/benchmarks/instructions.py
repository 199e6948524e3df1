"""What a call executes: a measure without noise, which knows nothing of the time spent in C."""

import sys
from collections.abc import Callable
from types import CodeType
from typing import Any

_WARM = 20


def count(call: Callable[[], Any]) -> dict[str, int]:
    """Bytecode instructions and calls of Python functions in one warm call (Python 3.12)."""
    if sys.version_info < (3, 12):
        raise SystemExit("Counting instructions needs Python 3.12 or newer. Leave out --count.")
    for _ in range(_WARM):
        call()
    monitoring = sys.monitoring
    tool = monitoring.PROFILER_ID
    counted = {"instructions": 0, "calls": 0}

    def instruction(code: CodeType, offset: int) -> None:
        counted["instructions"] += 1

    def start(code: CodeType, offset: int) -> None:
        counted["calls"] += 1

    monitoring.use_tool_id(tool, "benchmark")
    try:
        monitoring.register_callback(tool, monitoring.events.INSTRUCTION, instruction)
        monitoring.register_callback(tool, monitoring.events.PY_START, start)
        monitoring.set_events(tool, monitoring.events.INSTRUCTION | monitoring.events.PY_START)
        call()
        monitoring.set_events(tool, 0)
    finally:
        monitoring.free_tool_id(tool)
    return counted
