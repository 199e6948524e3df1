"""The changelog's fragments have the form that a release needs."""

import re
from pathlib import Path

FRAGMENTS = Path(__file__).parents[2] / "docs" / "changelog.d"
NAME = re.compile(r"(\d+|\+[a-z0-9-]+)\.(added|changed|fixed|removed|security)\.md")


def test_every_fragment_is_named_after_its_issue_and_kind() -> None:
    """A fragment with another name would silently miss its release."""
    names = {path.name for path in FRAGMENTS.iterdir()} - {"README.md"}
    assert [name for name in sorted(names) if not NAME.fullmatch(name)] == []
