"""What explains an assembly."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from costrel_core.plugins.explained import Explained
from costrel_spec import hookimpl
from costrel_spec.inspection import Inspector

QUESTIONS = {"overview", "why", "check", "graph"}


def test_an_assembly_answers_whatever_an_inspector_does() -> None:
    """The contract has the same questions."""
    assert set(vars(Inspector)) >= QUESTIONS
    assert set(vars(Explained)) >= QUESTIONS


def test_each_question_is_answered(make_app: Callable[..., Any]) -> None:
    """Of an application without any plugin but the core's own."""
    app = make_app()
    assembly = app.assembly
    assert [state.name for state in assembly.overview() if state.status == "active"] == ["core"]
    assert assembly.why("slot", "json")[0].owner.name == "core"
    assert assembly.check() == ()
    assert assembly.graph().startswith("flowchart LR")


@pytest.mark.alone
def test_what_answers_is_imported_by_who_asks() -> None:
    """An application that serves requests never does."""
    program = (
        "import sys; from costrel_core import App; app = App('plain', plugins=[]); app.seal();"
        " print('costrel_core.plugins.readers' in sys.modules); app.assembly.graph();"
        " print('costrel_core.plugins.readers' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["False", "True"], done.stderr


class Gate:
    """A plugin that can't be sealed."""

    @hookimpl
    def wrap_wsgi(self, inner: Any) -> Any:
        """Fail."""
        raise OSError("no key")


def test_an_inspected_application_can_be_sealed_whatever_fails(
    make_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever serves it by accident gets its 503 and no exception."""
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    app = make_app(plugins=[Gate])
    app.seal()
    assert [state.status for state in app.assembly.overview() if state.name == "Gate"] == ["failed"]
