"""Times that can be compared although the machine is noisy: the frameworks take turns."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Calls = dict[str, Callable[[], Any]]

_TURN = 0.02
"""Seconds that one turn takes: short, so that some turns of each are left alone by other work."""

# Time in which this thread did not run is not the framework's; not every system can tell it.
_precise = time.get_clock_info("thread_time").resolution < 1e-6
_now = time.thread_time if _precise else time.perf_counter


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
    repeat = range(times)
    start = _now()
    for _ in repeat:
        call()
    return _now() - start
