"""The application: its settings, and the pieces it is made of."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from costrel import Costrel

from . import access, database, dates, error_pages, protection, secret_key
from .account_pages import account_pages
from .commands import commands
from .post_pages import post_pages


def create_app(
    settings: Mapping[str, Any] | None = None, instance_path: str | None = None
) -> Costrel:
    """The blog, ready to serve; `settings` win over `config.py` and `BLOG_...` variables."""
    app = Costrel("costrel_blog", instance_path=instance_path, instance_relative_config=True)
    app.config.from_mapping(
        DATABASE=str(Path(app.instance_path) / "blog.sqlite"),
        MAX_CONTENT_LENGTH=256 * 1024,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.config.from_pyfile("config.py", silent=True)
    app.config.from_prefixed_env("BLOG")
    app.config.from_mapping(settings)
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or secret_key.kept(app.instance_path)

    for piece in (database, protection, access, dates, error_pages):
        piece.init_app(app)
    for blueprint in (commands, post_pages, account_pages):
        app.register_blueprint(blueprint)
    return app
