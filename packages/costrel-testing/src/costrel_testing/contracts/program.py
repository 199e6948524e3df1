"""What the contract of the slot ``cli`` says of the program that people type."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, ClassVar

import pytest

from .contract import Contract, is_path
from .promise import expect, expect_equal

APP = """\
from pkgutil import resolve_name

def make(name):
    app = resolve_name({distribution!r})(name, plugins={plugins})
    app.cli.command("who")(lambda: print(app.name, app.debug))
    app.shell_context_processor(lambda: {{"thing": "processed"}})
    return app

"""
FORMS = {
    "site_a": "app = make('one')",
    "site_b:web": "app = make('other'); web = make('one')",
    "site_c:create": "def create(): return make('one')",
    "site_d:create('one')": "def create(name): return make(name)",
    "folder/site_e.py": "app = make('one')",
    "./folder/site_f.py:web": "web = make('one')",
}
"""What ``--app`` may say, and the file that it means."""
DEFAULTS = {
    "application": "application = make('one'); another = make('other')",
    "the only one": "web = make('one')",
    "create_app": "def create_app(): return make('one')",
    "make_app": "def make_app(): return make('one')",
}
"""Files that do not say what their application is called."""


class ProgramPromises(Contract):
    """Promises about the program: which application it works on, and how."""

    program: ClassVar[str] = "costrel_cli:cli"
    """The group of click that the program runs."""

    prefix: ClassVar[str] = "COSTREL"
    """What its environment variables begin with."""

    @pytest.fixture
    def project(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[Callable[[str, str], None]]:
        """Writes files of a project, the working folder, whose modules are forgotten in the end."""
        plugin = type(self).plugin
        if not isinstance(plugin, str | None):
            pytest.skip("A program can load a plugin by its name or path only.")
        named = f"[resolve_name({plugin!r})]" if plugin and is_path(plugin) else repr([plugin])
        head = APP.format(distribution=self.distribution, plugins=named if plugin else [])
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "path", [*sys.path])
        for name in ("APP", "DEBUG", "RUN_FROM_CLI"):
            monkeypatch.setenv(f"{self.prefix}_{name}", "")
            monkeypatch.delenv(f"{self.prefix}_{name}")

        def write(name: str, text: str) -> None:
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(head + text + "\n", "utf-8")

        yield write
        for name, module in list(sys.modules.items()):
            if str(getattr(module, "__file__", None)).startswith(str(tmp_path)):
                del sys.modules[name]

    def run(self, *args: str, **options: Any) -> Any:
        """What comes of typing the program's name and these arguments."""
        runner = import_module("click.testing").CliRunner()
        return runner.invoke(resolve_name(self.program), list(args), prog_name="program", **options)

    def expect_printed(self, args: list[str], text: str, **options: Any) -> None:
        """Raise unless the program succeeds and prints that text, and maybe more."""
        result = self.run(*args, **options)
        seen = f"exit code {result.exit_code}, output {result.output!r}, {result.exception!r}"
        expect(result.exit_code == 0 and text in result.output, f"{args}: {seen}; no {text!r}.")

    @pytest.mark.parametrize("named", FORMS)
    def test_named_applications(
        self, project: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, named: str
    ) -> None:
        """`--app`, or COSTREL_APP, names module or file, and after a colon application or factory."""
        file = named.partition(":")[0].removesuffix(".py")
        project(f"{file}.py", FORMS[named])
        self.expect_printed(["--app", named, "who"], "one ")
        monkeypatch.setenv(f"{self.prefix}_APP", named)
        self.expect_printed(["who"], "one ")

    @pytest.mark.parametrize("file", ["app.py", "wsgi.py"])
    @pytest.mark.parametrize("text", DEFAULTS.values(), ids=DEFAULTS)
    def test_unnamed_applications(
        self, project: Callable[[str, str], None], file: str, text: str
    ) -> None:
        """Else it is that of `wsgi.py` or `app.py`: `app`, `application`, the only one, a factory's."""
        project(file, text)
        self.expect_printed(["who"], "one ")

    def test_no_application(self, project: Callable[[str, str], None]) -> None:
        """Where there is none, a command that needs one ends with a message, and not with a traceback."""
        project("site_g.py", "")
        for args in (["routes"], ["--app", "site_g", "routes"], ["--app", "nowhere", "routes"]):
            result = self.run(*args)
            seen = f"exit code {result.exit_code}, output {result.output!r}, {result.exception!r}"
            plain = isinstance(result.exception, SystemExit) and "Error" in result.output
            expect(result.exit_code and plain, f"{args}: {seen}.")

    def test_debug(
        self, project: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`--debug` and `--no-debug` set the debug flag of the application; else COSTREL_DEBUG does."""
        project("app.py", "app = make('one')")
        self.expect_printed(["who"], "one False")
        self.expect_printed(["--debug", "who"], "one True")
        monkeypatch.setenv(f"{self.prefix}_DEBUG", "1")
        self.expect_printed(["who"], "one True")
        self.expect_printed(["--no-debug", "who"], "one False")

    def test_help(self, project: Callable[[str, str], None]) -> None:
        """`--help` lists the commands that every application has, and those of the application."""
        project("app.py", "app = make('one')")
        for name in ("run", "shell", "routes", "plugins", "who"):
            shown = self.run("--help").output
            expect(name in shown.split(), f"{name!r} is missing in {shown!r}.")

    def test_shell(self, project: Callable[[str, str], None]) -> None:
        """`shell` has `app`, `g` and what shell context processors name, in the application's context."""
        project("app.py", "app = make('one')")
        typed = "g.seen = 'kept'; print('<', app.name, thing, g.seen, '>')\n"
        self.expect_printed(["shell"], "< one processed kept >", input=typed)

    def test_routes(self, project: Callable[[str, str], None]) -> None:
        """`routes` shows the endpoint, the methods and the rule of each route."""
        project("app.py", "app = make('one'); app.add_url_rule('/a/<b>', 'page', str)")
        for text in ("page", "GET", "/a/<b>"):
            self.expect_printed(["routes"], text)
        expect_equal(
            "The exit code of a wrong option", self.run("routes", "--nonsense").exit_code, 2
        )
