"""Whether sessions can do what is required, and who else could."""

from types import SimpleNamespace
from typing import Any

import pytest

from costrel_core.plugins import capabilities
from costrel_spec import SessionInterface
from costrel_spec.errors import InvalidRequirement, MissingCapability
from costrel_spec.slots import SESSION_CAPABILITIES

pytestmark = pytest.mark.alone

PUBLISHED = capabilities.PUBLISHED

PLAIN = """
from costrel_spec import SessionInterface

@hookimpl
def provide_sessions(app): return SessionInterface()
"""
ABLE = f'plugin = Plugin(capabilities={{"encrypted", "revocable"}})\n{PLAIN}'


class Able(SessionInterface):
    """Sessions that can do two things."""

    capabilities = frozenset({"revocable", "rotating"})


@pytest.fixture(autouse=True)
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    """This project has one distribution that can do more, and nobody has it."""
    able = {"costrel-vault": frozenset({"revocable", "atomic", "enumerable"})}
    monkeypatch.setattr(capabilities, "PUBLISHED", able)


@pytest.fixture
def text(assemble: Any) -> Any:
    """``text(sessions, required, **options)``: what is said against them; empty if nothing is."""

    def check(sessions: Any, required: Any, **options: Any) -> str:
        try:
            assemble(**options).check_sessions(sessions, required)
        except MissingCapability as error:
            return str(error)
        return ""

    return check


@pytest.mark.parametrize("required", [(), set(), [], ["revocable"], {"rotating", "revocable"}])
def test_sessions_that_can_do_what_is_required_are_fine(text: Any, required: Any) -> None:
    """In whatever collection a source of configuration has it."""
    assert text(Able(), required) == ""


def test_the_error_says_what_is_missing_and_what_is_in_place(text: Any) -> None:
    """All that is required, then what of it is missing; an assigned interface is named by its class."""
    said = text(Able(), {"revocable", "atomic", "enumerable"})
    assert said.startswith(
        "SESSION_REQUIRES asks for sessions that are atomic, enumerable and revocable, and those in"
        f" place, {__name__}.Able, are not atomic or enumerable. Either "
    )
    assert "or take atomic and enumerable out of SESSION_REQUIRES. [costrel:missing-cap" in said


def test_an_interface_that_declares_nothing_can_do_nothing(text: Any) -> None:
    """As those made for Flask, which know of no capabilities."""
    assert "SimpleNamespace, are not revocable." in text(SimpleNamespace(), {"revocable"})
    assert SessionInterface.capabilities == frozenset()
    assert text(SimpleNamespace(), ()) == ""


def test_a_part_in_place_is_named_with_its_distribution(acme: Any, assemble: Any) -> None:
    """It is not proposed itself, whatever it declares."""
    acme("mine", ABLE)
    made = assemble()
    sessions = made.provide("sessions", None)
    with pytest.raises(MissingCapability) as caught:
        made.check_sessions(sessions, {"encrypted"})
    assert "those in place, of 'mine' (acme-mine 1.0), are not encrypted." in str(caught.value)
    assert "Either take encrypted out" in str(caught.value)


def test_installed_parts_that_can_do_it_come_first(acme: Any, text: Any) -> None:
    """Then those of this project; no part that lacks something of it, and none is asked for."""
    acme("able", ABLE.replace("return", "raise ValueError or"))
    acme("plain", PLAIN)
    acme("other", 'plugin = Plugin(capabilities={"encrypted", "revocable"})')
    assert (
        'Either choose SLOTS = {"sessions": "able"}, or pip install costrel-vault, or take revocable'
        " out of SESSION_REQUIRES." in text(SessionInterface(), {"revocable"})
    )
    assert text(SessionInterface(), {"encrypted"}).count("costrel-vault") == 0
    assert "Either take atomic and encrypted out" in text(
        SimpleNamespace(), ["atomic", "encrypted"]
    )


def test_a_part_of_this_project_is_proposed_once(acme: Any, text: Any) -> None:
    """To be chosen where it takes part, to be selected where it is installed, else to be installed."""
    assert "Either pip install costrel-vault, or take" in text(Able(), {"atomic"})
    acme("vault", ABLE.replace("encrypted", "atomic"))
    assert 'Either choose SLOTS = {"sessions": "vault"}, or take' in text(Able(), {"atomic"})
    assert "Either select the plugin 'vault' of costrel-vault, which is installed, or take" in text(
        Able(), {"atomic"}, plugins=[]
    )


def test_what_is_proposed_can_do_something() -> None:
    """All of it has a name that exists."""
    assert all(able and able <= SESSION_CAPABILITIES.keys() for able in PUBLISHED.values())


@pytest.mark.parametrize(
    "required", ["revocable", 5, True, None, [["revocable"]], {"revocable": 1}]
)
def test_what_is_required_is_a_set_of_names(assemble: Any, required: Any) -> None:
    """One string would be taken as letters; the error shows the value and the right form."""
    with pytest.raises(InvalidRequirement) as caught:
        assemble().check_sessions(Able(), required)
    assert f"SESSION_REQUIRES = {required!r} in" in str(caught.value)
    assert 'write SESSION_REQUIRES = {"revocable"}, or ()' in str(caught.value)
    assert isinstance(caught.value, TypeError)


def test_a_misspelt_capability_is_noticed(assemble: Any) -> None:
    """With what may be meant, and all that there are."""
    with pytest.raises(InvalidRequirement) as caught:
        assemble().check_sessions(Able(), {"revokable"})
    assert (
        "SESSION_REQUIRES asks for 'revokable', and no sessions can be that. Did you mean"
        " 'revocable'? They can be atomic, encrypted, enumerable, revocable or rotating."
        in str(caught.value)
    )


def test_an_inspected_application_goes_on(assemble: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report has both errors."""
    monkeypatch.setenv("COSTREL_INSPECT", "1")
    made = assemble(plugins=[])
    made.check_sessions(Able(), {"atomic"})
    made.check_sessions(Able(), {"nothing"})
    codes = {each.code for each in made._roster.problems.found}
    assert codes == {"missing-capability", "requirement-invalid"}
