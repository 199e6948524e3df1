"""Where templates are found."""

import logging
import os
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mako.exceptions import TemplateLookupException

from costrel_core import App, Blueprint
from costrel_mako import Lookup, MissingTemplate

Write = Callable[..., Path]


@pytest.fixture
def lookup(app: App) -> Lookup:
    """The lookup of an application with the blueprints ``one``, ``two`` and a bare one."""
    for name in ("one", "two"):
        app.register_blueprint(Blueprint(name, name, root_path=app.root_path, template_folder=name))
    app.register_blueprint(Blueprint("bare", "bare", root_path=app.root_path))
    return Lookup(app)


def test_the_application_comes_first_then_blueprints_as_registered(app: App, write: Write) -> None:
    """Whoever comes first with a template of that name gives it."""
    for number, name in enumerate(("two", "one", "templates")):
        blueprint = Blueprint(name, name, root_path=app.root_path, template_folder=name)
        if name != "templates":
            app.register_blueprint(blueprint)
        write("page.html", name, name)
        expected = ("two", "two", "templates")[number]
        assert Lookup(app).get_template("page.html").text({}, {}) == expected


def test_a_template_is_compiled_once(lookup: Lookup, write: Write) -> None:
    """A changed file is not noticed by default; a leading slash changes nothing."""
    path = write("page.html", "old")
    template = lookup.get_template("page.html")
    path.write_text("changed")
    assert lookup.get_template("page.html") is template
    assert lookup.get_template("/page.html") is template
    assert (template.name, template.filename) == ("page.html", str(path))


@pytest.mark.parametrize(
    ("configured", "debug", "reload"),
    [(None, False, False), (None, True, True), (True, False, True), (False, True, False)],
)
def test_templates_reload_as_configured(
    app: App, lookup: Lookup, write: Write, configured: Any, debug: bool, reload: bool
) -> None:
    """TEMPLATES_AUTO_RELOAD counts, else debug; both may change at any time."""
    path = write("page.html", "old")
    assert lookup.get_template("page.html").text({}, {}) == "old"
    app.config.update(TEMPLATES_AUTO_RELOAD=configured, DEBUG=debug)
    template = lookup.get_template("page.html")
    assert lookup.get_template("page.html") is template
    path.write_text("new")
    os.utime(path, (1, 1))  # an older file counts as well
    assert lookup.get_template("page.html").text({}, {}) == ("new" if reload else "old")


def test_a_reloading_lookup_sees_who_comes_before(app: App, lookup: Lookup, write: Write) -> None:
    """A file that now overrides a blueprint's counts, and its end, too."""
    app.config["TEMPLATES_AUTO_RELOAD"] = True
    write("page.html", "one", "one")
    assert lookup.get_template("page.html").text({}, {}) == "one"
    own = write("page.html", "own")
    assert lookup.get_template("page.html").text({}, {}) == "own"
    own.unlink()
    assert lookup.get_template("page.html").text({}, {}) == "one"
    (Path(app.root_path) / "one" / "page.html").unlink()
    with pytest.raises(MissingTemplate):
        lookup.get_template("page.html")


def test_a_reloading_page_sees_a_new_layout(app: App, write: Write) -> None:
    """What a template inherits from is looked up in each rendering."""
    app.config["TEMPLATES_AUTO_RELOAD"] = True
    write("page.html", "<%inherit file='layout.html'/>page")
    with app.app_context():
        for layout in ("[${next.body()}]", "<${next.body()}>!"):
            write("layout.html", layout)
            expected = layout.replace("${next.body()}", "page")
            assert app.template_engine.render("page.html", {}) == expected


def test_a_missing_template_is_an_error_with_all_places(app: App, lookup: Lookup) -> None:
    """It names the folders in their order, and can be caught as Mako's and as Python's."""
    with pytest.raises(MissingTemplate) as raised:
        lookup.get_template("nope.html")
    assert str(raised.value) == (
        f"There is no template 'nope.html' in {app.root_path}/templates (the application),"
        f" {app.root_path}/one (the blueprint 'one'), {app.root_path}/two (the blueprint 'two')."
        " Put it into one of them, or correct the name: it counts from the folder, and stays"
        " inside. [costrel:missing-template]"
    )
    assert isinstance(raised.value, LookupError)
    assert isinstance(raised.value, TemplateLookupException)
    assert not lookup.has_template("nope.html")


def test_without_a_folder_there_is_no_template() -> None:
    """The error says that, too."""
    app = App("shop", template_folder=None, plugins=["mako"])
    with pytest.raises(MissingTemplate, match="'nope' in any folder"):
        Lookup(app).get_template("nope")


def test_the_first_that_exists_is_selected(lookup: Lookup, write: Write) -> None:
    """Of several names; with none the error names all, and an empty list says so."""
    write("b.html", "b")
    assert lookup.select_template(["a.html", "b.html", "c.html"]).name == "b.html"
    with pytest.raises(MissingTemplate, match=r"no template 'a\.html' or 'c\.html' in"):
        lookup.select_template(["a.html", "c.html"])
    with pytest.raises(MissingTemplate, match="list of templates is empty"):
        lookup.select_template([])


@pytest.mark.parametrize(
    "name", ["../secret.html", "/../secret.html", "a/../../secret.html", "..", "a\0b", ".", ""]
)
def test_no_name_leads_out_of_the_folders(lookup: Lookup, write: Write, name: str) -> None:
    """Neither as it is nor from within a template."""
    write("secret.html", "secret", ".")
    write("a/page.html", f"<%include file='{name}'/>" if "\0" not in name else "")
    with pytest.raises(MissingTemplate):
        lookup.get_template(name)


@pytest.mark.parametrize("name", ["../../secret.html", "/../secret.html", "../../../etc/passwd"])
def test_no_template_includes_what_is_outside(app: App, write: Write, name: str) -> None:
    """A path that climbs out is no template's name."""
    write("secret.html", "secret", ".")
    write("a/page.html", f"<%include file='{name}'/>")
    with app.app_context(), pytest.raises(MissingTemplate):
        app.template_engine.render("a/page.html", {})


@pytest.mark.parametrize(
    ("uri", "relativeto", "name"),
    [
        ("/a.html", "x/y.html", "a.html"),
        ("a.html", "x/y.html", "x/a.html"),
        ("../a.html", "x/y.html", "a.html"),
        ("./a.html", "x/y.html", "x/a.html"),
        ("a.html", "y.html", "a.html"),
        ("a.html", None, "a.html"),
        ("a.html", "memory:0x1", "a.html"),
    ],
)
def test_names_between_templates_are_relative(
    lookup: Lookup, write: Write, uri: str, relativeto: str | None, name: str
) -> None:
    """A leading slash means the folder."""
    assert lookup.adjust_uri(uri, relativeto) == name
    write(name, "text")
    assert lookup.get_template(uri, relativeto).name == name


def test_templates_meet_across_folders(app: App, write: Write) -> None:
    """Inheritance, namespaces and includes reach the templates of others, as names do."""
    app.register_blueprint(Blueprint("one", "one", root_path=app.root_path, template_folder="one"))
    write("layout.html", "<title>${self.title()}</title>${next.body()}")
    write("one/page.html", "<%inherit file='/layout.html'/>"
          "<%namespace name='tools' file='tools.html'/><%def name='title()'>One</%def>"
          "${tools.bold(x)}<%include file='/foot.html' args='year=2000'/>", "one")  # fmt: skip
    write("one/tools.html", "<%def name='bold(text)'><b>${text}</b></%def>", "one")
    write("foot.html", "<%page args='year'/> ${year}")
    with app.app_context():
        text = app.template_engine.render("one/page.html", {"x": "<"})
    assert text == "<title>One</title><b>&lt;</b> 2000"


@pytest.mark.parametrize(
    ("name", "escapes"),
    [
        ("page.html", True), ("page.htm", True), ("page.xml", True), ("page.SVG", True),
        ("page.txt", False), ("page", False), ("page.html.mako", True), ("page.txt.mako", False),
        ("page.mako", True), ("a.b/page.MAK", True), ("mail.txt.mak", False), (None, True),
    ],
)  # fmt: skip
def test_the_name_says_whether_it_escapes(lookup: Lookup, name: str | None, escapes: bool) -> None:
    """As with Jinja; a last ``.mako`` is passed over, and what says nothing else is HTML."""
    assert lookup.escapes(name) is escapes


def test_the_application_says_whether_it_escapes(app: App, lookup: Lookup, write: Write) -> None:
    """``select_jinja_autoescape`` may be overridden; it is asked for the plain name."""
    asked: list[str | None] = []
    app.select_jinja_autoescape = lambda filename: bool(asked.append(filename))  # type: ignore[method-assign]
    write("page.mako", "${'<'}")
    assert lookup.get_template("page.mako").text({}, {}) == "<"
    assert asked == ["page.html"]


def test_the_search_is_explained_where_that_is_asked_for(
    app: App, lookup: Lookup, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    """With EXPLAIN_TEMPLATE_LOADING the log tells of every folder, once for each template."""
    write("page.html", "x", "one")
    caplog.set_level(logging.INFO)
    lookup.get_template("page.html")
    assert not caplog.messages
    app.config["EXPLAIN_TEMPLATE_LOADING"] = True
    write("other.html", "x", "one")
    for _twice in range(2):
        lookup.get_template("other.html")
    (message,) = caplog.messages
    assert message.splitlines() == [
        "Looking for the template 'other.html'; the first that is found counts:",
        f"    1: {app.root_path}/templates (the application)",
        "       -> no match",
        f"    2: {app.root_path}/one (the blueprint 'one')",
        "       -> found",
        f"    3: {app.root_path}/two (the blueprint 'two')",
        "       -> no match",
    ]


def test_the_templates_are_listed(lookup: Lookup, write: Write) -> None:
    """Those of all folders, each name once."""
    for name, folder in (("b", "templates"), ("a", "one"), ("b", "two")):
        write(f"{name}.html", "", folder)
    assert lookup.list_templates() == ["a.html", "b.html"]


def test_threads_get_one_template(app: App, lookup: Lookup, write: Write) -> None:
    """However many ask at once, a file is compiled once, and warnings stay as they were."""
    for number in range(8):
        write(f"{number}.html", "<%! import time; time.sleep(0.01) %>")
    shown = warnings.showwarning
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lookup.get_template, [f"{n % 8}.html" for n in range(160)]))
    assert len(set(map(id, found))) == 8
    assert warnings.showwarning is shown


def test_options_are_makos(app: App, lookup: Lookup, write: Write) -> None:
    """MAKO_OPTIONS reach each template."""
    app.config["MAKO_OPTIONS"] = {
        "strict_undefined": True,
        "imports": ["from math import floor"],
        "default_filters": ["floor"],
        "buffer_filters": ["trim"],
    }
    write("page.html", "${2.5} ${floor(1.5)} ${2.5 | n}")
    assert lookup.get_template("page.html").text({}, {}) == "2 1 2.5"
    write("buffer.html", "<%def name='f()' buffered='True'> <i> </%def>${f() | n}")
    assert lookup.get_template("buffer.html").text({}, {}) == "<i>"
    with app.app_context(), pytest.raises(NameError, match="'missing' is not defined"):
        app.template_engine.render_string("${missing}", {})


def test_compiled_modules_are_kept_where_that_is_asked_for(
    app: App, write: Write, tmp_path: Path
) -> None:
    """Another process takes them; a changed file, another option or folder has one of its own."""
    modules = tmp_path / "modules"
    app.config["MAKO_OPTIONS"] = {"module_directory": modules}
    page = write("a/page.html", "old ${x}")
    for _process in range(2):
        assert Lookup(app).get_template("a/page.html").text({}, {"x": "<"}) == "old &lt;"
    assert len(list(modules.rglob("*.py"))) == 1
    (module,) = modules.glob("a/page.html.*.py")
    assert str(page) in module.read_text()

    page.write_text("new ${x}")
    os.utime(page, (1, 1))
    assert Lookup(app).get_template("a/page.html").text({}, {"x": "<"}) == "new &lt;"
    app.config["MAKO_OPTIONS"] = {"module_directory": modules, "default_filters": ["trim"]}
    assert Lookup(app).get_template("a/page.html").text({}, {"x": " < "}) == "new &lt;"
    assert len(list(modules.rglob("*.py"))) == 3
