"""The application."""

import tomllib

from costrel import Costrel

from .pages import pages

ALTERNATIVES = ("mako", "msgspec", "werkzeug-router")
"""The plugins that may be chosen: what else is installed stays off."""


def create_app(**slots: str) -> Costrel:
    """The library; ``slots`` win over the environment, and that over ``settings.toml``."""
    app = Costrel(__name__, plugins=ALTERNATIVES)
    app.config.from_file("settings.toml", tomllib.load, text=False)
    app.config.from_prefixed_env()
    app.config["SLOTS"].update(slots)
    # Templates are written in the language of one engine.
    app.template_folder = f"templates/{app.config['SLOTS']['templates']}"
    app.register_blueprint(pages)
    return app
