"""What a distribution is to be, and the names that follow."""

import pytest

from costrel_builder import Part, Recipe
from costrel_builder import recipe as recipe_module
from costrel_builder.errors import DistributionRefused


@pytest.mark.parametrize(
    ("name", "module", "command", "class_name", "prefix"),
    [
        ("acme-web", "acme_web", "acme", "Acme", "ACME"),
        ("acme", "acme", "acme", "Acme", "ACME"),
        ("big-corp.web2", "big_corp_web2", "big-corp", "BigCorp", "BIG_CORP"),
    ],
)
def test_all_names_follow_from_its_own(
    recipe, name: str, module: str, command: str, class_name: str, prefix: str
) -> None:
    """The command is the name without its last word."""
    made = recipe(name)
    assert (made.module, made.command, made.class_name, made.prefix) == (
        module,
        command,
        class_name,
        prefix,
    )


def test_the_command_can_be_another(recipe) -> None:
    """Class and variables follow it."""
    made = recipe("acme-web", command="anvil-2")
    assert (made.command, made.class_name, made.prefix) == ("anvil-2", "Anvil2", "ANVIL_2")


def test_a_command_needs_its_part(recipe) -> None:
    """And the part has the bundle's own already."""
    assert recipe("acme-web").own_command
    assert not recipe("acme-web", parts=("sessions",)).own_command
    assert not recipe("costrel").own_command


def test_it_requires_the_contract_the_core_and_its_parts() -> None:
    """Each once, as of the versions that are there."""
    parts = tuple(Part(name, "acme-parts", "1.4.2") for name in "ab")
    assert Recipe("acme-web", parts).requirements == (
        "costrel-spec>=0.1,<0.2",
        "costrel-core>=0.1,<0.2",
        "acme-parts>=1.4,<2",
    )


def test_what_wraps_another_part_is_required_and_not_named() -> None:
    """It is a plugin beside the distribution's parts, since only then there is something below it."""
    made = Recipe("acme-web", (Part("rich", "acme-rich", "1.4.2", wraps=True),))
    assert made.part_names == ()
    assert "acme-rich>=1.4,<2" in made.requirements


def test_without_the_core_there_is_no_distribution(recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says what to install."""

    def missing(name: str) -> str:
        raise recipe_module.PackageNotFoundError(name)

    monkeypatch.setattr(recipe_module, "requirement", missing)
    with pytest.raises(DistributionRefused, match="pip install costrel-spec"):
        _ = recipe().requirements


@pytest.mark.parametrize(
    ("name", "command", "message"),
    [
        ("Acme", "", "'Acme' can't be the name of a distribution. Take lower-case"),
        ("acme--web", "", "with single hyphens"),
        ("../acme", "", "can't be the name"),
        ("2acme", "", "'2acme', which is no name in Python"),
        ("class", "", "take no keyword"),
        ("acme", "Acme", "'Acme' can't be the name of a command"),
        ("acme", "2acme", "would be called '2acme'"),
        ("request-web", "", "would be called 'Request', which is no name for one"),
        ("none-web", "", "'None'"),
    ],
)
def test_what_can_be_no_name_is_refused(recipe, name: str, command: str, message: str) -> None:
    """With what could be one."""
    with pytest.raises(DistributionRefused, match=message):
        recipe(name, command=command)


@pytest.mark.parametrize("key", ["", "lower", "TWO WORDS", "2"])
def test_only_keys_of_the_configuration_have_defaults(recipe, key: str) -> None:
    """They are upper-case words."""
    with pytest.raises(DistributionRefused, match="is no key of the configuration"):
        recipe(defaults={key: 1})
