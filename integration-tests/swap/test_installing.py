"""Installing a part switches it on, with one line in the log; uninstalling it brings the default back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from costrel_testing.conformance import plugin_names, plugin_state

from .environment import Environment, make_environment

DEFAULTS = {
    "router": "core",
    "json": "core",
    "sessions": "sessions",
    "templates": "templating",
    "testing": "testing",
    "cli": "cli",
}
ALTERNATIVES = [
    ("mako", "templates"),
    ("msgspec", "json"),
    ("redis", "sessions"),
    ("werkzeug-router", "router"),
    ("httpx", "testing"),
    ("rich-cli", "cli"),
]


@dataclass(frozen=True)
class Alternative:
    """A plugin, the slot that it fills, and the settings without which it can't."""

    name: str
    slot: str
    settings: dict[str, str]

    @property
    def distribution(self) -> str:
        """What is installed."""
        return f"costrel-{self.name}"


@dataclass(frozen=True)
class Boot:
    """What an application that says nothing of its parts told: who they are, and what it logged."""

    fillers: dict[str, str]
    answers: list[list[Any]]
    log: list[str]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with the bundle alone."""
    return make_environment(
        tmp_path_factory.mktemp("environment"), tmp_path_factory.mktemp("wheels")
    )


@pytest.fixture(scope="module", params=ALTERNATIVES, ids=lambda param: param[0])
def alternative(
    environment: Environment, default: Boot, request: pytest.FixtureRequest
) -> Iterator[Alternative]:
    """An alternative that is installed, with a server if it needs one."""
    name, slot = request.param
    needed = name == "redis"
    settings = {"SESSION_REDIS": request.getfixturevalue("redis_url")} if needed else {}
    found = Alternative(name, slot, settings)
    with environment.having(found.distribution):
        yield found


def boot(environment: Environment, **config: str) -> Boot:
    """Start the application, and use all its parts."""
    settings = {"SECRET_KEY": "for tests only", **config}
    done = environment.run(
        "python", "shop.py", **{f"COSTREL_{key}": value for key, value in settings.items()}
    )
    assert done.returncode == 0, done.stderr
    return Boot(**json.loads(done.stdout), log=done.stderr.splitlines())


@pytest.fixture(scope="module")
def default(environment: Environment) -> Boot:
    """What the application told before anything was installed."""
    return boot(environment)


def test_no_alternative_is_missing() -> None:
    """Each part of the workspace that fills a slot is the default of it, or in the list above."""
    distribution = "costrel:Costrel"
    states = [plugin_state(name, distribution, {}) for name in plugin_names(distribution)]
    found = {(state.name, slot) for state in states for slot in state.slots}
    assert found == {*ALTERNATIVES, *((name, slot) for slot, name in DEFAULTS.items())}


def test_the_bundle_alone_has_its_defaults(default: Boot) -> None:
    """In each slot, without a word in the log."""
    assert default.fillers == DEFAULTS
    assert default.log == []
    assert [status for status, _ in default.answers] == [200, 404, 200, 200]
    assert [text for _, text in default.answers[2:]] == ['{"seen":1}\n', '{"seen":2}\n']


def test_installing_an_alternative_is_all(
    environment: Environment, alternative: Alternative, default: Boot
) -> None:
    """It fills its slot and no other; one line says so; visitors get the same answers."""
    found = boot(environment, **alternative.settings)
    slot, version = alternative.slot, environment.version(alternative.distribution)
    assert found.fillers == {**DEFAULTS, slot: alternative.name}
    assert found.log == [f"INFO {slot}: {alternative.name} {version} instead of {DEFAULTS[slot]}"]
    assert found.answers == default.answers


def test_it_keeps_its_contract_there(environment: Environment, alternative: Alternative) -> None:
    """The report of ``costrel conform`` names it and its slot, and the program succeeds."""
    given = [f"--set={key}={value}" for key, value in alternative.settings.items()]
    done = environment.run("costrel", "conform", alternative.name, *given)
    assert done.returncode == 0, done.stdout + done.stderr
    first, *_, last = done.stdout.splitlines()
    version = environment.version(alternative.distribution)
    named = f"{alternative.name} ({alternative.distribution} {version})"
    assert first == f"{named}, the slot {alternative.slot!r}:"
    assert " kept, 0 broken, " in last


def test_uninstalling_brings_the_default_back(
    environment: Environment, alternative: Alternative, default: Boot
) -> None:
    """All is as if the alternative had never been there."""
    environment.uninstall(alternative.distribution)
    assert boot(environment) == default


def test_two_for_one_slot_are_refused(environment: Environment) -> None:
    """Both are named, and each way out that the error shows is one."""
    with environment.having("costrel-msgspec", "acme-json"):
        done = environment.run("python", "shop.py")
        assert done.returncode == 1
        version = environment.version("costrel-msgspec")
        assert done.stderr.splitlines()[-1] == (
            "costrel_spec.errors.TwoProviders: 'acme-json' (acme-json 2.0) and"
            f" 'msgspec' (costrel-msgspec {version}) both provide the slot 'json'."
            ' Choose one: SLOTS = {"json": "acme-json"}, or uninstall the other.'
            " [costrel:two-providers]"
        )
        chosen = boot(environment, SLOTS='{"json": "acme-json"}')
        assert chosen.fillers == {**DEFAULTS, "json": "acme-json"}
        environment.uninstall("acme-json")
        assert boot(environment).fillers == {**DEFAULTS, "json": "msgspec"}


def test_a_broken_promise_is_found_there(environment: Environment) -> None:
    """The program fails, and shows the promise with what was seen."""
    with environment.having("acme-json"):
        done = environment.run("costrel", "conform", "acme-json")
    lines = done.stdout.splitlines()
    assert done.returncode == 1, done.stdout + done.stderr
    assert lines[0] == "acme-json (acme-json 2.0), the slot 'json':"
    (place,) = [
        number for number, line in enumerate(lines) if "broken" in line and "HTTP dates" in line
    ]
    assert "TypeError" in lines[place + 1]
    assert ", 0 broken" not in lines[-1]
