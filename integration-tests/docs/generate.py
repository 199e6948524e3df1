"""Write what is made from something else: the hooks, the differences from Flask, lists of promises.

Run it with ``nox -s docs -- --write``; a test tells when a page is out of date.
"""

import inspect
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from costrel_spec import PROJECT, hooks

DOCS = Path(__file__).parents[2] / "docs"

HOOKS_HEAD = """\
<!-- Made from the docstrings of costrel_spec.hooks: nox -s docs -- --write -->

# Hooks

A plugin is a module, or an object, with functions that are named after hooks and marked with
`hookimpl`. Each declares the arguments that it needs, by name, and leaves out the others.
[Plugins](plugins.md) shows how one is written and installed.

```python
from costrel import Costrel
from costrel_spec import hookimpl


class Greeter:
    plugin_name = "greeter"

    @hookimpl
    def template_context(self):  # it needs no argument
        return {"greeting": "Hello"}

    @hookimpl
    def after_request(self, response):  # ctx is left out
        response.headers["X-Greeter"] = "here"


app = Costrel(__name__, plugins=[Greeter()])
assert app.test_client().get("/").headers["X-Greeter"] == "here"
```

- **Order.** On the way in, hooks run in plugin order and before the application's own functions; on
  the way out, in reversed order and after them. Plugin order comes from what plugins declare, and
  from their names.
- **Isolated** means: an exception is logged, all other implementations still run, and the answer is
  not lost.
- **Scopable** hooks can be used for
  [one blueprint's requests](plugins.md#let-a-plugin-act-for-one-blueprint).
- A name or argument that does not exist stops the boot ([unknown-hook](errors.md#unknown-hook)).
- An `async def` implementation is waited for; it needs the extra `costrel-core[async]`.
"""

DIFFERENCES_HEAD = """\
<!-- Made from docs/differences.toml: nox -s docs -- --write -->

# Differences from Flask

Costrel does what Flask 3.1.3 does, except for what stands here. Each difference has a test that runs
both. Whatever differs and is not listed is a bug: please report it.
"""


def specifications() -> dict[str, Callable[..., Any]]:
    """The hooks by name, in the order in which they fire."""
    mark = PROJECT + "_spec"
    return {name: thing for name, thing in vars(hooks).items() if hasattr(thing, mark)}


def signature(name: str, hook: Callable[..., Any]) -> str:
    """The hook's name and arguments."""
    return f"{name}({', '.join(inspect.signature(hook).parameters)})"


def text_of(hook: Callable[..., Any]) -> str:
    """The hook's docstring as Markdown."""
    return (inspect.getdoc(hook) or "").replace("``", "`")


def traits(name: str) -> str:
    """When a plugin's turn comes, for hooks of the lifecycle; whether a blueprint can use the hook."""
    found: list[str] = []
    if name in hooks.LIFECYCLE:
        found.append("Reversed plugin order." if name in hooks.WAY_OUT else "Plugin order.")
    if name in hooks.SCOPABLE:
        found.append("Scopable.")
    return f"*{' '.join(found)}*\n\n" if found else ""


def hook_page() -> str:
    """The reference of all hooks."""
    boot, lifecycle = "\n## Boot, and on demand\n", "\n## The life of a request\n"
    for name, hook in specifications().items():
        section = f"\n### `{signature(name, hook)}`\n\n{traits(name)}{text_of(hook)}\n"
        if name in hooks.LIFECYCLE:
            lifecycle += section
        else:
            boot += section
    return HOOKS_HEAD + boot + lifecycle


def code_marked(text: str) -> str:
    """The text with names of code between backticks."""
    name = r"<[^>]+>|\w+\(\)|\b[A-Z]+_[A-Z_]*|session \|= \{\.\.\.\}|\b[a-z]+(?:_[a-z]+)+\b"
    return re.sub(name, lambda match: f"`{match[0]}`", text)


def differences() -> list[Mapping[str, str]]:
    """The entries of ``differences.toml``."""
    found: list[Mapping[str, str]] = tomllib.loads((DOCS / "differences.toml").read_text("utf-8"))[
        "difference"
    ]
    return found


def difference_page() -> str:
    """What is different from Flask, and why."""

    def sections() -> Iterator[str]:
        for entry in differences():
            path, _, test = entry["test"].partition("::")
            yield (
                f"\n## {entry['id']}\n\n"
                f"- Flask: {code_marked(entry['flask'])}\n"
                f"- Costrel: {code_marked(entry['costrel'])}\n"
                f"- Why: {entry['reason']}\n"
                f"- Test: [`{test}`](../{path})\n"
            )

    return DIFFERENCES_HEAD + "".join(sections())


PROMISES = re.compile(r"(<!-- promises: (\S+) -->\n).*?(<!-- end of promises -->)", re.DOTALL)


def promises(match: re.Match[str]) -> str:
    """The list of what a contract kit promises, between the marks where it belongs."""
    listed = "".join(f"- {text}\n" for text in resolve_name(match[2]).promises().values())
    return f"{match[1]}\n{listed}\n{match[3]}"


def contract_pages() -> dict[Path, str]:
    """The pages of contracts: written by hand, but for the lists of promises."""
    paths = sorted((DOCS / "contracts").glob("*.md"))
    return {path: PROMISES.sub(promises, path.read_text("utf-8")) for path in paths}


def pages() -> dict[Path, str]:
    """The text of each page that is made, or made in part."""
    return {
        DOCS / "hooks.md": hook_page(),
        DOCS / "differences.md": difference_page(),
        **contract_pages(),
    }


def write() -> None:
    """Write the pages, and say which."""
    for path, text in pages().items():
        path.write_text(text, "utf-8")
        print(path)


if __name__ == "__main__":
    write()
