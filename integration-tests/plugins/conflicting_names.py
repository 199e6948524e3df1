"""Applications in which things hide, replace or miss each other."""
# ruff: noqa: D103  # the name of each says what is wrong

from pathlib import Path
from typing import Any

from click import Command
from werkzeug.routing import BaseConverter, Rule

from costrel import Blueprint, Costrel, exempt
from costrel_spec import Plugin

from .seeded import Site, application, defect, plugin


def view(**values: Any) -> str:
    """A view."""
    return ""


def other(**values: Any) -> str:
    """Another view."""
    return ""


def put(registry: str, key: Any, value: Any) -> Any:
    """A set-up that puts something into a registry."""
    return lambda app: getattr(app, registry).__setitem__(key, value)


class Templates:
    """As much as fills the slot ``templates``."""

    def render(self, name: Any, context: dict[str, Any]) -> str:
        """Nothing."""
        return ""


def templates() -> Templates:
    """What fills the slot."""
    return Templates()


# -- slots ----------------------------------------------------------------------------------------


@defect("two-providers", "plugin chameleon", "plugin mako")
def two_want_one_slot(site: Site) -> Costrel:
    return application(
        plugin("mako", provide_templates=templates),
        plugin("chameleon", provide_templates=templates),
    )


@defect("unknown-slot", "application shop", "framework core")
def a_slot_is_misspelt(site: Site) -> Costrel:
    app = application()
    app.config["SLOTS"] = {"template": "templating"}
    return app


@defect("unknown-plugin", "application shop", "framework core")
def a_choice_is_misspelt(site: Site) -> Costrel:
    app = application()
    app.config["SLOTS"] = {"templates": "tmplating"}
    return app


@defect("no-provider", "application shop", "plugin signals")
def a_choice_has_no_such_hook(site: Site) -> Costrel:
    app = application()
    app.config["SLOTS"] = {"templates": "signals"}
    return app


@defect("no-provider", "application shop", "plugin mako")
def a_choice_declines(site: Site) -> Costrel:
    app = application(plugin("mako", provide_templates=lambda: None))
    app.config["SLOTS"] = {"templates": "mako"}
    return app


@defect("missing-provider", "plugin caching", "framework core")
def nobody_fills_a_slot_that_a_plugin_defines(site: Site) -> Costrel:
    return application(plugin("caching", Plugin(slots={"cache"})))


@defect("unknown-hook", "plugin redis", "application shop")
def nobody_defines_a_slot_that_a_plugin_fills(site: Site) -> Costrel:
    return application(plugin("redis", provide_cache=lambda: view))


@defect("missing-provider", "application shop", "framework core")
def a_secret_key_is_for_nobody(site: Site) -> Costrel:
    app = application(without={"sessions"})
    app.secret_key = "kept for sessions"
    return app


@defect("missing-provider", "application shop", "framework core")
def templates_are_for_nobody(site: Site) -> Costrel:
    folder = site.write("pages/index.html")
    return application(without={"templating"}, template_folder=folder)


# -- routes ---------------------------------------------------------------------------------------


@defect("shadowed-route", "application shop", "application shop")
def two_views_have_one_rule(site: Site) -> Costrel:
    app = application()
    app.add_url_rule("/", "first", view)
    app.add_url_rule("/", "second", other)
    return app


@defect("shadowed-route", "plugin stamp", "application shop")
def a_plugins_route_is_the_applications(site: Site) -> Costrel:
    app = application(plugin("stamp", setup=lambda app: app.add_url_rule("/in", "stamp", view)))
    app.add_url_rule("/in", "own", other)
    return app


@defect("shadowed-route", "blueprint two", "blueprint one")
def two_blueprints_have_one_rule(site: Site) -> Costrel:
    app = application()
    for name in ("one", "two"):
        blueprint = Blueprint(name, __name__, url_prefix="/pages")
        blueprint.add_url_rule("/<int:number>", "page", view)
        app.register_blueprint(blueprint)
    return app


@defect("shadowed-route", "plugin b", "plugin a")
def two_plugins_name_a_variable_differently(site: Site) -> Costrel:
    return application(
        plugin("a", setup=lambda app: app.add_url_rule("/<name>", "a", view)),
        plugin("b", setup=lambda app: app.add_url_rule("/<title>", "b", other)),
    )


@defect("shadowed-route", "application shop", "application shop")
def two_rules_leave_nothing_of_a_third(site: Site) -> Costrel:
    app = application()
    app.add_url_rule("/", "get", view, methods=["GET"])
    app.add_url_rule("/", "post", view, methods=["POST"])
    app.add_url_rule("/", "both", other, methods=["GET", "POST"])
    return app


@defect("shadowed-route", "application shop", "application shop")
def a_rule_takes_every_method(site: Site) -> Costrel:
    app = application()
    app.url_map.add(Rule("/", endpoint="any"))
    app.view_functions["any"] = view
    app.add_url_rule("/", "late", other, methods=["DELETE"])
    return app


@defect("endpoint-without-view", "application shop", "framework core")
def a_rule_has_no_view(site: Site) -> Costrel:
    app = application()
    app.add_url_rule("/later", "later")
    return app


@defect("endpoint-without-view", "plugin stamp", "application shop")
def a_plugins_rule_has_no_view(site: Site) -> Costrel:
    return application(plugin("stamp", setup=lambda app: app.add_url_rule("/later", "later")))


# -- configuration --------------------------------------------------------------------------------


@defect("config-conflict", "plugin b", "plugin a")
def two_suggest_different_values(site: Site) -> Costrel:
    return application(
        plugin("a", config_defaults=lambda: {"INK": "blue", "SAME": 1}),
        plugin("b", config_defaults=lambda: {"INK": "red", "SAME": 1}),
    )


@defect("config-useless", "plugin stamp", "framework core")
def a_suggestion_never_counts(site: Site) -> Costrel:
    return application(plugin("stamp", config_defaults=lambda: {"SESSION_COOKIE_NAME": "stamp"}))


@defect("replaced-config", "plugin stamp", "application shop")
def a_set_up_overwrites_what_is_configured(site: Site) -> Costrel:
    app = application(plugin("stamp", setup=put("config", "INK", "red")))
    app.config["INK"] = "blue"
    return app


# -- templates ------------------------------------------------------------------------------------


def pages(site: Site, name: str) -> Blueprint:
    """A blueprint with a template ``index.html``."""
    return Blueprint(name, __name__, template_folder=site.write(f"{name}/index.html", name))


@defect("shadowed-template", "blueprint two", "blueprint one")
def two_blueprints_have_one_template(site: Site) -> Costrel:
    app = application()
    app.register_blueprint(pages(site, "one"))
    app.register_blueprint(pages(site, "two"))
    return app


@defect("shadowed-template", "plugin stamp", "blueprint one")
def a_plugins_template_is_a_blueprints(site: Site) -> Costrel:
    stamp = plugin("stamp", setup=lambda app: app.register_blueprint(pages(site, "two")))
    app = application(stamp)
    app.register_blueprint(pages(site, "one"))
    return app


@defect("replaced-template-function", "plugin stamp", "application shop")
def a_plugin_replaces_a_filter(site: Site) -> Costrel:
    app = application(plugin("stamp", setup=lambda app: app.add_template_filter(view, "ink")))
    app.add_template_filter(other, "ink")
    return app


@defect("replaced-template-function", "plugin b", "plugin a")
def a_plugin_replaces_a_test(site: Site) -> Costrel:
    return application(
        plugin("a", setup=lambda app: app.add_template_test(view, "inked")),
        plugin("b", setup=lambda app: app.add_template_test(other, "inked")),
    )


@defect("replaced-template-function", "plugin stamp", "plugin templating")
def a_plugin_replaces_a_filter_of_jinja(site: Site) -> Costrel:
    return application(plugin("stamp", setup=lambda app: app.add_template_filter(view, "upper")))


@defect("replaced-template-function", "plugin stamp", "framework core")
def a_plugin_replaces_a_global_in_the_environment(site: Site) -> Costrel:
    def setup(app: Any) -> None:
        app.jinja_env.globals["url_for"] = other

    return application(plugin("stamp", setup=setup))


# -- commands -------------------------------------------------------------------------------------


@defect("duplicate-command", "plugin b", "plugin a")
def two_plugins_bring_one_command(site: Site) -> Costrel:
    return application(
        plugin("a", commands=lambda: [Command("stamp")]),
        plugin("b", commands=lambda: [Command("stamp")]),
    )


@defect("hidden-command", "application shop", "framework cli")
def a_command_of_the_application_is_built_in(site: Site) -> Costrel:
    app = application()
    app.cli.command("routes")(view)
    return app


@defect("hidden-command", "framework cli", "plugin routes")
def a_distribution_brings_a_command_that_is_built_in(site: Site) -> Costrel:
    metadata = site.write(
        "acme-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n"
    )
    site.write("acme-1.0.dist-info/entry_points.txt", "[costrel.commands]\nroutes = acme:routes\n")
    site.monkeypatch.syspath_prepend(str(Path(metadata).parent))
    return application()


@defect("hidden-command", "plugin stamp", "application shop")
def a_plugins_command_is_the_applications(site: Site) -> Costrel:
    app = application(plugin("stamp", commands=lambda: [Command("ink")]))
    app.cli.command("ink")(view)
    return app


@defect("hidden-command", "blueprint one", "blueprint two")
def two_blueprints_have_one_command(site: Site) -> Costrel:
    app = application()
    for name in ("one", "two"):
        blueprint = Blueprint(name, __name__, cli_group=None)
        blueprint.cli.command("ink")(view)
        app.register_blueprint(blueprint)
    return app


# -- whatever has a name --------------------------------------------------------------------------


@defect("replaced-extension", "plugin b", "plugin a")
def two_plugins_are_one_extension(site: Site) -> Costrel:
    return application(
        plugin("a", setup=put("extensions", "ink", view)),
        plugin("b", setup=put("extensions", "ink", other)),
    )


@defect("replaced-extension", "plugin stamp", "application shop")
def a_plugin_removes_an_extension(site: Site) -> Costrel:
    app = application(plugin("stamp", setup=lambda app: app.extensions.pop("ink")))
    app.extensions["ink"] = view
    return app


@defect("replaced-view", "plugin stamp", "application shop")
def a_plugin_replaces_a_view(site: Site) -> Costrel:
    app = application(plugin("stamp", setup=put("view_functions", "index", other)))
    app.add_url_rule("/", "index", view)
    return app


@defect("plugin-setup", "plugin stamp", "application shop")
def a_plugins_endpoint_is_the_applications(site: Site) -> Costrel:
    stamp = plugin("stamp", setup=lambda app: app.add_url_rule("/in", "index", other))
    app = application(stamp)
    app.add_url_rule("/", "index", view)
    return app


@defect("plugin-setup", "plugin b", "plugin a")
def two_plugins_have_one_endpoint(site: Site) -> Costrel:
    return application(
        plugin("a", setup=lambda app: app.add_url_rule("/a", "ink", view)),
        plugin("b", setup=lambda app: app.add_url_rule("/b", "ink", other)),
    )


@defect("plugin-setup", "plugin b", "plugin a")
def two_plugins_have_one_blueprint(site: Site) -> Costrel:
    return application(
        plugin("a", setup=lambda app: app.register_blueprint(Blueprint("ink", __name__))),
        plugin("b", setup=lambda app: app.register_blueprint(Blueprint("ink", __name__))),
    )


@defect("replaced-error-handler", "plugin stamp", "application shop")
def a_plugin_replaces_an_error_handler(site: Site) -> Costrel:
    app = application(plugin("stamp", setup=lambda app: app.register_error_handler(404, view)))
    app.register_error_handler(404, other)
    return app


@defect("replaced-converter", "plugin stamp", "framework core")
def a_plugin_replaces_a_converter(site: Site) -> Costrel:
    def setup(app: Any) -> None:
        app.url_map.converters["int"] = BaseConverter

    return application(plugin("stamp", setup=setup))


@defect("replaced-attribute", "plugin b", "plugin a")
def two_plugins_assign_one_attribute(site: Site) -> Costrel:
    return application(
        plugin("a", setup=lambda app: setattr(app, "make_response", view)),
        plugin("b", setup=lambda app: setattr(app, "make_response", other)),
    )


@defect("replaced-attribute", "plugin b", "plugin a")
def two_plugins_move_the_templates(site: Site) -> Costrel:
    return application(
        plugin("a", setup=lambda app: setattr(app, "template_folder", "a")),
        plugin("b", setup=lambda app: setattr(app, "template_folder", "b")),
    )


# -- names of plugins -----------------------------------------------------------------------------


@defect("misspelt-plugin", "plugin stamp", "plugin sessions")
def a_wish_is_misspelt(site: Site) -> Costrel:
    return application(plugin("stamp", Plugin(after={"sesions"})))


@defect("misspelt-plugin", "application shop", "plugin stamp")
def a_denial_is_misspelt(site: Site) -> Costrel:
    return application(plugin("stamp"), deny={"stmp"})


@defect("misspelt-plugin", "application shop", "plugin stamp")
def an_exemption_is_misspelt(site: Site) -> Costrel:
    app = application(plugin("stamp", before_request=lambda: None))
    app.add_url_rule("/", "index", exempt("stmp")(lambda: ""))
    return app
