"""The parts that a distribution can be made of."""

import pytest

from costrel_builder.errors import DistributionRefused
from costrel_builder.parts import Part, installed, requirement


def test_a_part_is_known_by_its_plugin() -> None:
    """With the distribution that brings it, and the slots that it fills."""
    part = installed("sessions")
    assert (part.name, part.distribution) == ("sessions", "costrel-sessions")
    assert part.slots == {"sessions"}
    assert installed("signals").slots == set()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("class Cache:\n    @hookimpl\n    def provide_json(self, app): ...", ":Cache"),
        (
            "class Cache:\n    @hookimpl(specname='provide_json')\n    def any(self, app): ...",
            ":Cache",
        ),
        (
            "class Cache:\n    @hookimpl\n    def provide_json(self, app): ...\ndef make(): return Cache()",
            ":make",
        ),
    ],
)
def test_its_slots_are_found_wherever_its_hooks_are(install, source: str, target: str) -> None:
    """In a class, or an object that a factory makes; by the hook's name, or a function's mark."""
    install("acme", "acme-json", source, target=target)
    assert installed("acme").slots == {"json"}


def test_it_may_define_slots(install) -> None:
    """For others to fill; what carries no mark fills none."""
    install("acme", "acme-cache", "plugin = Plugin(slots={'cache'})\ndef provide_json(app): ...")
    assert (installed("acme").defines, installed("acme").slots) == ({"cache"}, set())


def test_it_may_wrap_what_is_below_it(install) -> None:
    """If it asks for that."""
    install("acme", "acme-cli", "@hookimpl\ndef provide_cli(inner): ...")
    assert installed("acme").wraps
    assert not installed("cli").wraps


def test_an_unknown_part_is_refused_with_a_hint() -> None:
    """What to install, or what may have been meant."""
    with pytest.raises(
        DistributionRefused, match=r"no part 'nobody' here\. Install it, .*costrel-nobody"
    ):
        installed("nobody")
    with pytest.raises(DistributionRefused, match=r"Did you mean 'sessions'\?"):
        installed("session")


def test_two_distributions_with_one_part_are_refused(install) -> None:
    """Both are named."""
    install("acme", "acme-one", "")
    install("acme", "acme-two", "")
    with pytest.raises(DistributionRefused, match=r"acme-one and acme-two, have a part 'acme'"):
        installed("acme")


def test_a_part_that_is_broken_is_refused(install) -> None:
    """With what it raised."""
    install("acme", "acme-one", "raise ValueError('bad luck')")
    with pytest.raises(DistributionRefused, match=r"'acme' of acme-one .* ValueError: bad luck"):
        installed("acme")


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("0.1.0", "acme>=0.1,<0.2"),
        ("0.12.3", "acme>=0.12,<0.13"),
        ("1.4.2", "acme>=1.4,<2"),
        ("2026", "acme>=2026.0,<2027"),
        ("1.4.0b1", "acme>=1.4.0b1,<2"),
        ("1.4+local", "acme>=1.4,<2"),
    ],
)
def test_a_requirement_is_a_compatible_range(version: str, expected: str) -> None:
    """From this minor version, or this pre-release, to the next that may break."""
    assert requirement("acme", version) == expected
    assert Part("acme", "acme", version).requirement == expected


def test_the_version_is_the_installed_one_where_none_is_given() -> None:
    """Of any distribution."""
    assert requirement("costrel-spec") == "costrel-spec>=0.1,<0.2"
