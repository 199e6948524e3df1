"""Applications whose plugins fail while it boots."""
# ruff: noqa: D103  # the name of each says what is wrong

from types import SimpleNamespace
from typing import Any

from costrel import Blueprint, Costrel
from costrel_spec import Plugin, hookimpl

from .seeded import Site, application, defect, plugin

PROVIDER = "@hookimpl\ndef setup(app): ...\n"


def fail() -> Any:
    """Raise."""
    raise OSError("no disk")


@defect("plugin-import", "plugin fail", "application shop")
def a_factory_raises(site: Site) -> Costrel:
    return application(fail)


@defect("plugin-import", "plugin acme", "application shop")
def an_import_fails(site: Site) -> Costrel:
    site.install("acme", {"acme": "acme_plugin"}, {"acme_plugin": "import nowhere_at_all"})
    return application("acme")


@defect("plugin-import", "plugin acme", "application shop")
def a_module_is_not_there(site: Site) -> Costrel:
    site.install("acme", {"acme": "acme_missing"}, {})
    return application("acme")


@defect("plugin-import", "plugin nothing", "application shop")
def a_factory_returns_nothing(site: Site) -> Costrel:
    def nothing() -> None:
        """Forget the return."""

    nothing.plugin_name = "nothing"  # type: ignore[attr-defined]  # the name it goes by
    return application(nothing)


@defect("plugin-import", "plugin bare", "application shop")
def a_plugin_has_no_hook(site: Site) -> Costrel:
    return application(SimpleNamespace(plugin_name="bare"))


@defect("plugin-import", "plugin odd", "application shop")
def a_declaration_is_none(site: Site) -> Costrel:
    return application(plugin("odd", declared={"api": 1}))  # type: ignore[arg-type]  # on purpose


@defect("unmarked-hook", "plugin guard", "framework core")
def a_hook_is_not_marked(site: Site) -> Costrel:
    class Guard:
        plugin_name = "guard"

        def before_request(self) -> str:
            return "closed"

        @hookimpl
        def after_request(self) -> None: ...

    return application(Guard)


@defect("unmarked-hook", "plugin acme", "framework core")
def a_hook_of_a_module_is_not_marked(site: Site) -> Costrel:
    source = PROVIDER + "def before_request(): return 'closed'\nfrom os import times as commands\n"
    site.install("acme", {"acme": "acme_plugin"}, {"acme_plugin": source})
    return application("acme")


@defect("unknown-hook", "plugin stamp", "application shop")
def a_hook_is_misspelt(site: Site) -> Costrel:
    return application(plugin("stamp", after_reqest=lambda response: None))


@defect("unknown-hook-argument", "plugin stamp", "application shop")
def an_argument_is_misspelt(site: Site) -> Costrel:
    return application(plugin("stamp", after_request=lambda respons: None))


@defect("hook-order", "plugin stamp", "application shop")
def a_hook_wants_to_be_first(site: Site) -> Costrel:
    stamp = plugin("stamp")
    stamp.setup = lambda app: None
    stamp.setup.costrel_impl = {"tryfirst": True, "specname": None}
    return application(stamp)


@defect("hook-api", "plugin future", "application shop")
def a_plugin_speaks_another_version(site: Site) -> Costrel:
    return application(plugin("future", Plugin(api=99)))


@defect("plugin-setup", "plugin stamp", "application shop")
def a_set_up_raises(site: Site) -> Costrel:
    return application(plugin("stamp", setup=lambda app: fail()))


@defect("plugin-setup", "plugin stamp", "application shop")
def commands_are_none(site: Site) -> Costrel:
    return application(plugin("stamp", commands=lambda: ["no command"]))


@defect("plugin-setup", "plugin stamp", "application shop")
def config_defaults_raise(site: Site) -> Costrel:
    return application(plugin("stamp", config_defaults=fail))


@defect("plugin-setup", "plugin cache", "application shop")
def a_provider_raises(site: Site) -> Costrel:
    return application(plugin("cache", provide_json=lambda app: fail()))


@defect("plugin-setup", "plugin cache", "application shop")
def a_provider_answers_what_can_not_fill_the_slot(site: Site) -> Costrel:
    return application(plugin("cache", provide_json=lambda app: 5))


@defect("plugin-setup", "plugin gate", "application shop")
def a_wrapping_is_no_application(site: Site) -> Costrel:
    return application(plugin("gate", wrap_wsgi=lambda inner: "nothing to call"))


@defect("missing-requirement", "plugin shop-mail", "plugin mail")
def a_requirement_is_missing(site: Site) -> Costrel:
    return application(plugin("shop-mail", Plugin(requires={"mail"})))


@defect("missing-requirement", "plugin shop-mail", "plugin mail", "plugin-import")
def a_requirement_failed(site: Site) -> Costrel:
    mail = SimpleNamespace(plugin_name="mail")
    return application(mail, plugin("shop-mail", Plugin(requires={"mail"})))


@defect("plugin-cycle", "plugin one", "plugin two")
def two_come_after_each_other(site: Site) -> Costrel:
    return application(
        plugin("one", Plugin(after={"two"})), plugin("two", Plugin(after={"one"})), plugin("three")
    )


@defect("duplicate-plugin", "plugin stamp", "plugin stamp")
def two_objects_have_one_name(site: Site) -> Costrel:
    return application(plugin("stamp"), plugin("stamp"))


@defect("duplicate-plugin", "plugin stamp", "plugin stamp")
def two_distributions_have_one_name(site: Site) -> Costrel:
    site.install("acme-one", {"stamp": "acme_one"}, {"acme_one": PROVIDER})
    site.install("acme-two", {"stamp": "acme_two"}, {"acme_two": PROVIDER})
    return application("stamp")


@defect("duplicate-plugin", "plugin two", "plugin one")
def one_object_has_two_names(site: Site) -> Costrel:
    site.install("acme", {"one": "acme_both", "two": "acme_both"}, {"acme_both": PROVIDER})
    return application("one", "two")


@defect("unknown-plugin", "plugin stmp", "application shop")
def a_listed_plugin_is_not_installed(site: Site) -> Costrel:
    return application("stmp")


@defect("unknown-plugin", "plugin stmp", "application shop")
def the_environment_lists_what_is_not_installed(site: Site) -> Costrel:
    site.monkeypatch.setenv("COSTREL_PLUGINS", "stmp")
    return application(plugins=None)


@defect("unknown-plugin", "application shop", "framework core")
def what_is_required_is_not_installed(site: Site) -> Costrel:
    return application(required={"stmp"})


@defect("lock-invalid", "application shop", "framework core")
def the_lock_is_none(site: Site) -> Costrel:
    folder = site.write("locked/costrel.lock", "no lock at all")
    return application(root_path=folder)


@defect("scope-refused", "plugin stamp", "application shop")
def a_blueprint_uses_what_acts_for_all(site: Site) -> Costrel:
    app = application()
    blueprint = Blueprint("pages", __name__)
    blueprint.use(plugin("stamp", setup=lambda app: None))
    app.register_blueprint(blueprint)
    return app


@defect("scope-refused", "application shop", "plugin stamp")
def a_blueprint_uses_what_the_application_takes(site: Site) -> Costrel:
    stamp = plugin("stamp", setup=lambda app: None)
    app = application(stamp)
    blueprint = Blueprint("pages", __name__)
    blueprint.use(stamp)
    app.register_blueprint(blueprint)
    return app


@defect("unknown-hook", "plugin stamp", "application shop")
def what_is_used_later_is_broken(site: Site) -> Costrel:
    app = application()
    app.use(plugin("stamp", setpu=lambda app: None))
    return app


class Stamping:
    """A hook that will go."""

    plugin_name = "stamp"

    @hookimpl
    def after_request(self, response: Any) -> None:
        """Use what is deprecated."""


@defect("deprecated", "plugin stamp", "framework core")
def a_hook_is_deprecated(site: Site) -> Costrel:
    import warnings

    from costrel_spec import DEPRECATED, Deprecated
    from costrel_spec.errors import CostrelDeprecationWarning

    gone = Deprecated(since="0.2", until="0.4")
    site.monkeypatch.setitem(DEPRECATED, "after_request", gone)  # type: ignore[arg-type]  # a dict
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CostrelDeprecationWarning)
        return application(Stamping())
