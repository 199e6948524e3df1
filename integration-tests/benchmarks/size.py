"""What it costs to be large, as far as it has a goal; ``scale.py`` prints the whole course."""

from typing import Any

import shops
from cases import Case
from exchange import Message, wsgi_call
from figures import Rounds
from frameworks import load
from goal import Goal, at_most
from processes import REQUEST, in_turns
from rows import ROWS
from turns import take_turns

_SECTION = "Size"
_MANY = 5000
_FEW, _MOST = 10, 10_000
_FLAT = 1.1
_PROCESSES = 5

_PROGRAM = """
import time
from {module} import {name}
app = {name}("shop", root_path=".")
clock = time.process_time
start = clock()
add_rules(app, {count})
registered = clock()
request(app, "/section3/7/view", b"found")
print({printed})
"""


def _of_rules(printed: str) -> Any:
    def measure(rounds: int) -> Rounds:
        programs = {
            module: _program(module, name, printed)
            for module, name in (("flask", "Flask"), ("costrel", "Costrel"))
        }
        return in_turns(programs, min(rounds, _PROCESSES))

    return measure


def _program(module: str, name: str, printed: str) -> str:
    filled = _PROGRAM.format(module=module, name=name, count=_MANY, printed=printed)
    return shops.RULES + REQUEST + filled


def _flat(message: Any) -> Any:
    def measure(rounds: int) -> Rounds:
        from costrel import Costrel

        apps = {str(count): (shops.with_rules(Costrel, count), count) for count in (_FEW, _MOST)}
        calls = {name: wsgi_call(app, message(count)) for name, (app, count) in apps.items()}
        return take_turns(calls, rounds)

    return measure


def _plugins(rounds: int) -> Rounds:
    apps = {"none": shops.with_plugins(0), "20": shops.with_plugins(20)}
    return take_turns({name: wsgi_call(app, Message()) for name, app in apps.items()}, rounds)


def _alias(rounds: int) -> Rounds:
    from frameworks.flask_alike import FlaskAlike

    # By the folder's own name, so that it can be measured beside an installed Flask.
    contestants = {"costrel": load("costrel"), "alias": FlaskAlike("costrel_flask.flask:Flask")}
    calls = {name: it.prepare(ROWS["hello"]) for name, it in contestants.items()}
    return take_turns({name: call for name, call in calls.items() if call is not None}, rounds)


def _case(
    name: str, title: str, goal: Goal, unit: str, pair: tuple[str, str], measure: Any
) -> Case:
    return Case(name, title, _SECTION, goal, unit, *pair, measure)


_FRAMEWORKS = ("flask", "costrel")
_COUNTS = (str(_FEW), str(_MOST))

CASES = [
    _case(
        "rules",
        "Registering 5,000 dynamic rules",
        at_most(0.15),
        "ms",
        _FRAMEWORKS,
        _of_rules("registered - start"),
    ),
    _case(
        "rules-first",
        "First request after 5,000 rules",
        at_most(50, "ms"),
        "ms",
        _FRAMEWORKS,
        _of_rules("clock() - registered"),
    ),
    *(
        _case(
            f"rules-{name}",
            f"{title}: 10,000 rules, to 10",
            at_most(_FLAT),
            "us",
            _COUNTS,
            _flat(message),
        )
        for name, title, message in (
            ("hit", "A hit", shops.hit),
            ("404", "A 404", lambda count: shops.MISS),
            ("405", "A 405", shops.wrong_method),
        )
    ),
    _case(
        "plugins",
        "Hello with 20 no-op plugins, to none",
        at_most(1.3),
        "us",
        ("none", "20"),
        _plugins,
    ),
    _case(
        "alias",
        "Hello through costrel-flask, to Costrel",
        at_most(1.15),
        "us",
        ("costrel", "alias"),
        _alias,
    ),
]
