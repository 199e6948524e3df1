"""Times that can be compared although the machine is noisy: the frameworks take turns."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Calls = dict[str, Callable[[], Any]]

_TURN = 0.02
"""Seconds that one turn takes: short, so that some turns of each are left alone by other work."""

# Time in which this process did not run is not the framework's; not every system can tell it.
# Threads that a framework starts count: some read files on one.
_precise = time.get_clock_info("process_time").resolution < 1e-6
_now = time.process_time if _precise else time.perf_counter


def take_turns(calls: Calls, rounds: int) -> dict[str, list[float]]:
    """Seconds of one call of each, by round."""
    with _steady_memory():
        sizes = {name: _turn_size(call) for name, call in calls.items()}
        times: dict[str, list[float]] = {name: [] for name in calls}
        order = list(calls)
        for _ in range(rounds):
            for name in order:
                gc.collect()
                times[name].append(_seconds(calls[name], sizes[name]) / sizes[name])
            order.reverse()
    return times


@contextmanager
def _steady_memory() -> Iterator[None]:
    """No garbage is collected while the clock runs; what stands here is never looked at again."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _turn_size(call: Callable[[], Any]) -> int:
    """How many calls fill a turn, once the call is warm."""
    _seconds(call, 50)
    return max(10, int(_TURN / (_seconds(call, 50) / 50)))


def _seconds(call: Callable[[], Any], times: int) -> float:
    repeat = getattr(call, "repeat", None)
    start = _now()
    if repeat is None:
        for _ in range(times):
            call()
    else:
        repeat(times)
    return _now() - start
