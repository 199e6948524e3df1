"""All there is to run: ``python3 noxfile.py -s demo``, or ``nox -s demo`` where nox is installed.

``python3 noxfile.py -l`` lists the sessions. What follows ``--`` goes to the session's program.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Iterable

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / ".ci"))
import private_environment  # noqa: E402  # the folder had to be named first
import private_nox  # noqa: E402

private_nox.check_version(__file__)
if __name__ == "__main__":
    private_nox.run(__file__, sys.argv[1:])

import nox  # noqa: E402  # not there before the line above
from packaging.requirements import Requirement  # noqa: E402  # comes with nox

nox.needs_version = private_nox.NOX[len("nox") :]
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["lint", "types", "tests", "integration"]

SHARED = nox.project.load_toml(ROOT / "pyproject.toml")
PROJECTS = {
    path.parent: nox.project.load_toml(path)
    for folder in ("packages", "examples")
    for path in sorted(ROOT.glob(folder + "/*/pyproject.toml"))
}
PACKAGES = {path.name: path for path in PROJECTS if path.parent.name == "packages"}
INTEGRATION = ROOT / "integration-tests"
WHEELS = private_environment.FOLDER / "wheels"
SIBLINGS = ["-c", str(WHEELS / "constraints.txt")]
CONFORMANCE = nox.project.load_toml(INTEGRATION / "conformance" / "suites.toml")
SUITES = {suite["name"]: {**CONFORMANCE["common"], **suite} for suite in CONFORMANCE["suite"]}
OLDEST = "3.11"
NEWEST = max(15, sys.version_info[1])
PYTHONS = ["3.{}".format(minor) for minor in range(11, NEWEST + 1)]

# Where pyenv has not selected a version, nox finds it no other way.
for shims in filter(lambda path: path.endswith("shims"), os.get_exec_path()):
    for versions in sorted(Path(shims).parent.glob("versions/3.*/bin")):
        os.environ["PATH"] += os.pathsep + str(versions)

# The one that the suites of Flask's extensions are known to pass on.
SUITES_PYTHON = "3.12" if shutil.which("python3.12") else None

# The benchmark's: the oldest and the newest that are here.
FOUND = [python for python in PYTHONS if shutil.which("python" + python)]
MEASURED = [*dict.fromkeys([*FOUND[:1], *FOUND[-1:]])]


@nox.session(venv_backend="none")
def demo(session: nox.Session) -> None:
    """Serve the example blog on 127.0.0.1:5000; with ``-- --check``, walk through it and stop."""
    projects = closure(ROOT / "examples" / "blog")
    python = private_environment.interpreter(
        "demo",
        ["hatchling", "editables"],
        ["--no-build-isolation", *editables(projects)],
        projects=repr([PROJECTS[path] for path in projects]),
    )
    if "--check" in session.posargs:
        session.run(python, INTEGRATION / "demo" / "walk.py", external=True)
    elif os.name == "nt":
        session.run(python, INTEGRATION / "demo" / "serve.py", *session.posargs, external=True)
    else:  # signals reach the server itself
        os.execv(python, [str(python), str(INTEGRATION / "demo" / "serve.py"), *session.posargs])


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests of every package and example on every Python found; arguments go to pytest."""
    install_workspace(session, "tests")
    session.run("pytest", "--numprocesses=auto", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Run the same tests and refuse a line or branch of the packages that no test reaches.

    With arguments for pytest it only shows what the chosen tests do not reach.
    """
    install_workspace(session, "tests")
    chosen = session.posargs or ["--cov-fail-under=100", "--numprocesses=auto"]
    session.run("pytest", "--cov", "--cov-report=term-missing:skip-covered", *chosen)


@nox.session
def wheels(session: nox.Session) -> None:
    """Build the wheel of every package, for the sessions that install them as a user does."""
    session.install("hatchling")
    for old in WHEELS.glob("*"):
        old.unlink()
    for path in PACKAGES.values():
        session.chdir(path)
        session.run("hatchling", "build", "-t", "wheel", "-d", WHEELS, silent=True)
    # As constraints they are what a sibling's name means, whatever an index offers by that name.
    found = {wheel.name.split("-")[0].replace("_", "-"): wheel for wheel in WHEELS.glob("*.whl")}
    lines = ["{} @ {}\n".format(name, wheel.as_uri()) for name, wheel in sorted(found.items())]
    (WHEELS / "constraints.txt").write_text("".join(lines), encoding="utf-8")


@nox.session(requires=["wheels"])
@nox.parametrize("package", [nox.param(name, id=name) for name in PACKAGES])
def isolated(session: nox.Session, package: str) -> None:
    """Test one package's wheel: first with only what it declares, then with its test group."""
    session.install(*SIBLINGS, package)
    closure, imports = (
        INTEGRATION / "isolated" / "closure.py",
        INTEGRATION / "isolated" / "imports.py",
    )
    session.run(sys.executable, closure, package, session.virtualenv.location, external=True)
    session.run("python", "-I", imports, package)

    folder = PACKAGES[package] / "tests"
    alone = [path for path in folder.rglob("test_*.py") if "mark.alone" in path.read_text("utf-8")]
    if alone:
        session.install("pytest", "hypothesis")
        run_outside(session, "-m", "alone", *alone)

    group = nox.project.dependency_groups(PROJECTS[PACKAGES[package]], "test")
    session.install(*SIBLINGS, *group)
    run_outside(session, *session.posargs, folder)


@nox.session(python=OLDEST)
def lowest(session: nox.Session) -> None:
    """Run the packages' tests on the oldest Python with the lowest versions that they allow."""
    constraints = private_environment.FOLDER / "lowest.txt"
    constraints.parent.mkdir(exist_ok=True)
    program = INTEGRATION / "isolated" / "lower_bounds.py"
    bounds = session.run(sys.executable, program, *PACKAGES.values(), external=True, silent=True)
    constraints.write_text(str(bounds), encoding="utf-8")
    session.log("with %s", " ".join(str(bounds).split()))
    install_workspace(session, "tests", constraints=("-c", str(constraints)))
    session.run("pytest", "--numprocesses=auto", *session.posargs, "packages")


@nox.session
def integration(session: nox.Session) -> None:
    """Run what involves several packages: faults, architecture, a plugin's wheel, the documents."""
    install_workspace(session, "tests", "integration")
    session.run("pytest", *(session.posargs or ["integration-tests"]))


@nox.session(python=SUITES_PYTHON, requires=["wheels"])
@nox.parametrize("suite", [nox.param(name, id=name) for name in SUITES])
def conformance(session: nox.Session, suite: str) -> None:
    """Run Flask's own tests, and those of its extensions, on the wheels, without Flask's code."""
    row = SUITES[suite]
    needs = [*CONFORMANCE["common"]["requires"], *row["requires"], "werkzeug==" + row["werkzeug"]]
    session.install("pip", *SIBLINGS, "costrel-flask", *needs)
    if "extensions" in row:
        session.install("--no-deps", *row["extensions"])
    run = INTEGRATION / "conformance" / "run.py"
    session.run("python", run, suite, private_environment.FOLDER / "conformance")


@nox.session
def docs(session: nox.Session) -> None:
    """Run every snippet of README.md and docs/; ``-- --write`` renews the pages made from code."""
    install_workspace(session, "tests", "integration")
    if "--write" in session.posargs:
        session.run("python", INTEGRATION / "docs" / "generate.py")
        return
    session.run("pytest", INTEGRATION / "docs", *session.posargs)
    session.run("towncrier", "build", "--draft", "--version", "next")


@nox.session
def lint(session: nox.Session) -> None:
    """Check format, style and which package imports which; ``-- --fix`` repairs what it can."""
    session.install(*nox.project.dependency_groups(SHARED, "lint"))
    fix = "--fix" in session.posargs
    session.run("ruff", "format", *([] if fix else ["--check", "--diff"]), ".")
    session.run("ruff", "check", *(["--fix"] if fix else []), ".")
    sources = os.pathsep.join(str(path / "src") for path in PACKAGES.values())
    session.run("lint-imports", env={"PYTHONPATH": sources})


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of packages and examples with mypy and pyright (strict), and of users' code."""
    install_workspace(session, "tests", "types")
    session.run("mypy", *session.posargs)
    session.run("pyright", *session.posargs)
    session.run("pytest", INTEGRATION / "types")


@nox.session(python=MEASURED)
def bench(session: nox.Session) -> None:
    """Measure against Flask and the goals; ``-- scale``, ``-- end-to-end``, ``-- publish``: docs.

    On the oldest Python and the newest found; ``bench-3.13`` is one of them.
    """
    # Not editable: each such package is a folder more in which Python looks for modules.
    install_workspace(session, "bench", editable=False)
    scripts = {"scale": "scale.py", "end-to-end": "end_to_end.py"}
    if session.posargs[:1] == ["publish"]:
        _bench(session, "run.py", "--framework", "all", "--write", *session.posargs[1:])
        for script in scripts.values() if session.python == MEASURED[-1] else ():
            _bench(session, script, "--write")
    elif session.posargs and session.posargs[0] in scripts:
        _bench(session, scripts[session.posargs[0]], *session.posargs[1:])
    else:
        _bench(session, "run.py", *session.posargs)


def _bench(session: nox.Session, script: str, *arguments: str) -> None:
    # Pyramid imports pkg_resources, which warns.
    quiet = ["-W", "ignore:pkg_resources:UserWarning"]
    session.run("python", *quiet, INTEGRATION / "benchmarks" / script, *arguments)


def install_workspace(
    session: nox.Session,
    *groups: str,
    constraints: "tuple[str, ...]" = (),
    editable: bool = True,
) -> None:
    """Install all packages and examples, as they stand here or as users do, and what their tests need.

    An alternative among them is on where a test says so, not because it is installed.
    """
    session.env["COSTREL_PLUGINS"] = ""
    needs = [*nox.project.dependency_groups(SHARED, *groups)]
    for project in PROJECTS.values():
        needs += nox.project.dependency_groups(project, "test")
    foreign = [need for need in dict.fromkeys(needs) if not need.startswith("costrel")]
    session.install("hatchling", "editables")  # once, not once a package
    projects = editables(PROJECTS) if editable else [str(path) for path in PROJECTS]
    session.install("--no-build-isolation", *constraints, *projects, *foreign)


def closure(project: Path) -> "list[Path]":
    """The folder of a project, and those of the packages that it needs."""
    found = [project]
    for path in found:
        for line in PROJECTS[path]["project"].get("dependencies", ()):
            sibling = PACKAGES.get(Requirement(line).name)
            if sibling is not None and sibling not in found:
                found.append(sibling)
    return found


def editables(projects: "Iterable[Path]") -> "list[str]":
    """What pip is told to install these folders as they stand."""
    return [argument for path in projects for argument in ("--editable", str(path))]


def run_outside(session: nox.Session, *arguments: "str | Path") -> None:
    """Run pytest where the checkout's sources cannot be imported by accident."""
    config = ROOT / "pyproject.toml"
    with tempfile.TemporaryDirectory() as folder, session.chdir(folder):
        session.run("pytest", "--rootdir", ROOT, "-c", config, *arguments)
