"""From 10 to 10,000 dynamic rules."""

import gc
import time

import shops
from costrel import Costrel
from exchange import wsgi_call
from turns import take_turns

from . import Line

TITLE = "Rules, from 10 to 10,000"
COUNTS = (10, 100, 1000, 10_000)


def measure(rounds: int, requests: int) -> list[Line]:
    """Registering, the first request, and three kinds of warm request."""
    _line(COUNTS[0], 1)  # what is imported on first use
    return [_line(count, rounds) for count in COUNTS]


def _line(count: int, rounds: int) -> Line:
    gc.collect()
    start = time.process_time()
    app = shops.with_rules(Costrel, count)
    registered = time.process_time()
    wsgi_call(app, shops.hit(count))()
    answered = time.process_time()
    messages = {
        "hit us": shops.hit(count),
        "404 us": shops.MISS,
        "405 us": shops.wrong_method(count),
    }
    calls = {name: wsgi_call(app, message) for name, message in messages.items()}
    times = {name: 1e6 * min(each) for name, each in take_turns(calls, rounds).items()}
    return {
        "rules": count,
        "registering ms": 1e3 * (registered - start),
        "a rule us": 1e6 * (registered - start) / count,
        "first request ms": 1e3 * (answered - registered),
        **times,
    }
