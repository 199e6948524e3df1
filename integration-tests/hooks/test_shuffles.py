"""The order of plugins depends on nothing but the plugins."""

import os
import random
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from costrel import Costrel

DISTRIBUTIONS = {
    "acme-login": {"acme-login": "Plugin(requires={'sessions'}, before={'acme-audit'})"},
    "acme-audit": {"acme-audit": "Plugin(wants={'acme-stamp', 'nowhere'})"},
    "acme-cache": {"acme-cache": "Plugin(after={'acme-login', 'many-3'}, slots={'cache', 'mail'})"},
    "acme-stamp": {"acme-stamp": "Plugin(innermost=True)"},
    "acme-zero": {"acme-zero": "Plugin(before={'acme-login', 'acme-stamp'})"},
    "acme-many": {f"many-{number}": "Plugin()" for number in range(1, 6)},
}
MODULE = """
from costrel_spec import Plugin, hookimpl

plugin = {declaration}


@hookimpl
def before_request(): ...


@hookimpl
def after_request(): ...
"""
PROGRAM = """
import os

from costrel import Costrel

app = Costrel("shop", deny=os.environ["DENIED"].split())
lock = app.assembly.lock({})
print(lock.digest)
print(*(plugin.name for plugin in lock.plugins))
for hook in ("before_request", "after_request"):
    print(*lock.hooks[hook])
print(*(each.plugin_name for each in app.assembly.pluggy.hook.before_request.get_hookimpls()))
"""


def install(folder: Path, dice: random.Random) -> list[str]:
    """Folders for ``sys.path``, one for each distribution; all in a random order."""
    path = []
    for distribution, plugins in DISTRIBUTIONS.items():
        site = folder / distribution
        metadata = site / f"{distribution.replace('-', '_')}-1.0.dist-info"
        metadata.mkdir(parents=True)
        head = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n"
        (metadata / "METADATA").write_text(head, encoding="utf-8")
        modules = {name: name.replace("-", "_") for name in plugins}
        lines = [f"{name} = {module}" for name, module in modules.items()]
        dice.shuffle(lines)
        (metadata / "entry_points.txt").write_text("\n".join(["[costrel]", *lines]), "utf-8")
        for name, declaration in plugins.items():
            text = MODULE.format(declaration=declaration)
            (site / f"{modules[name]}.py").write_text(text, encoding="utf-8")
        path.append(str(site))
    dice.shuffle(path)
    return path


@pytest.mark.slow
def test_twenty_shuffles_give_one_order_and_one_digest(tmp_path: Path) -> None:
    """Of where distributions are, of entry points in their files, and of the seed of hashes."""
    printed = set()
    # What is installed here besides is not what this is about.
    denied = entry_points(group="costrel").names - {*Costrel.parts}
    for seed in range(20):
        path = install(tmp_path / str(seed), random.Random(seed))
        environment = {
            **{name: each for name, each in os.environ.items() if not name.startswith("COSTREL")},
            "DENIED": " ".join(sorted(denied)),
            "PYTHONHASHSEED": str(seed),
            "PYTHONPATH": os.pathsep.join(path),
        }
        ended = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert not ended.returncode, ended.stderr
        printed.add(ended.stdout)
    (only,) = printed
    digest, order, inwards, outwards, _ = only.splitlines()
    assert digest.startswith("sha256:")
    names = [name for name in order.split() if name.startswith(("acme-", "many-"))]
    # Names decide where nothing is said, and "acme-login" waits for "sessions".
    assert names == [
        "acme-zero",
        "acme-stamp",
        *(f"many-{number}" for number in range(1, 6)),
        "acme-login",
        "acme-audit",
        "acme-cache",
    ]
    names.remove("acme-stamp")
    assert inwards.split() == [*names, "acme-stamp"]
    assert outwards.split() == ["acme-stamp", *reversed(names)]
