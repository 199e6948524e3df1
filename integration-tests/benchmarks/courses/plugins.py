"""From no plugin to 100, each with one hook that does nothing, spread evenly over the lifecycle."""

import time
from statistics import median

import shops
from costrel import Costrel
from exchange import Message, wsgi_call
from turns import take_turns

from . import Line

TITLE = "Plugins that do nothing, from 0 to 100"
COUNTS = (0, 1, 5, 20, 50, 100)
BOOTS = 20


def measure(rounds: int, requests: int) -> list[Line]:
    """A warm hello, and the boot."""
    calls = {str(count): wsgi_call(shops.with_plugins(count), Message()) for count in COUNTS}
    hello = {name: min(each) for name, each in take_turns(calls, rounds).items()}
    return [
        {
            "plugins": count,
            "hello us": 1e6 * hello[str(count)],
            "to none": hello[str(count)] / hello["0"],
            "boot ms": 1e3 * _boot(count),
        }
        for count in COUNTS
    ]


def _boot(count: int) -> float:
    """Seconds from the constructor to the sealed application, the median of several."""
    times = []
    for _ in range(BOOTS):
        given = shops.plugins(count)
        start = time.process_time()
        Costrel("shop", plugins=given).seal()
        times.append(time.process_time() - start)
    return median(times)
