"""What it costs to start: imports, the application, the first request, memory."""

from typing import Any

from cases import Case
from figures import Rounds
from goal import at_most
from processes import REQUEST, STATM, in_turns, resident, timed
from turns import take_turns

_SECTION = "Start"
_CLASSES = {"flask": "Flask", "costrel": "Costrel"}
_APP = """
from {module} import {name}
app = {name}("shop", root_path=".")
"""
_FIRST = (
    REQUEST
    + """
app.add_url_rule("/", "hello", lambda: "Hello")
request(app, "/", b"Hello")
"""
)


def _processes(programs: dict[str, str], rounds: int) -> Rounds:
    return in_turns(programs, max(3, rounds // 3))


def _made(text: str = "") -> dict[str, str]:
    return {
        module: _APP.format(module=module, name=name) + text for module, name in _CLASSES.items()
    }


def _bundle(rounds: int) -> Rounds:
    return _processes({name: timed(f"import {name}") for name in _CLASSES}, rounds)


def _core(rounds: int) -> Rounds:
    programs = {"werkzeug": "werkzeug.wrappers, werkzeug.routing", "costrel": "costrel_core"}
    return _processes({name: timed(f"import {it}") for name, it in programs.items()}, rounds)


def _app(rounds: int) -> Rounds:
    import flask

    import costrel

    def flask_app() -> Any:
        return flask.Flask("shop", root_path=".")

    def costrel_app() -> Any:
        return costrel.Costrel("shop", root_path=".")

    return take_turns({"flask": flask_app, "costrel": costrel_app}, rounds)


def _first(rounds: int) -> Rounds:
    return _processes({name: timed(text) for name, text in _made(_FIRST).items()}, rounds)


def _memory(rounds: int) -> Rounds:
    return _processes({name: resident(text) for name, text in _made().items()}, rounds)


def _no_statm() -> str | None:
    return None if STATM.exists() else f"the system has no {STATM}."


def _case(name: str, title: str, most: float, unit: str, measure: Any, **more: Any) -> Case:
    contestants = {"reference": "flask", "own": "costrel", **more}
    return Case(name, title, _SECTION, at_most(most), unit, measure=measure, **contestants)


CASES = [
    _case("import", "Import of the bundle", 0.8, "ms", _bundle),
    _case(
        "import-core",
        "Import of costrel-core alone, to Werkzeug's",
        1.15,
        "ms",
        _core,
        reference="werkzeug",
    ),
    _case("app", "App(), entry points already scanned", 1, "us", _app),
    _case("first", "Import, App() and the first request", 1, "ms", _first),
    _case("memory", "Memory after import and App()", 1, "MiB", _memory, missing=_no_statm),
]
