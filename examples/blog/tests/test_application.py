"""The factory makes independent blogs from several sources of settings."""

from pathlib import Path

import pytest

from costrel_blog import create_app


def test_the_database_is_in_the_instance_folder(tmp_path: Path) -> None:
    """Nothing needs to be configured for a first run."""
    app = create_app(instance_path=str(tmp_path))
    assert app.config["DATABASE"] == str(tmp_path / "blog.sqlite")
    assert not app.testing


def test_each_source_of_settings_wins_over_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """config.py < environment < argument."""
    (tmp_path / "config.py").write_text('SECRET_KEY = DATABASE = BANNER = "file"\n')
    monkeypatch.setenv("BLOG_SECRET_KEY", "environment")
    monkeypatch.setenv("BLOG_DATABASE", "environment")
    app = create_app({"DATABASE": "argument"}, str(tmp_path))
    found = [app.config[key] for key in ("BANNER", "SECRET_KEY", "DATABASE")]
    assert found == ["file", "environment", "argument"]


def test_two_blogs_share_nothing(tmp_path: Path) -> None:
    """A factory can be called twice in a process."""
    one, two = (create_app(instance_path=str(tmp_path / name)) for name in ("one", "two"))
    one.test_cli_runner().invoke(args=["init-db"])
    assert one.test_client().get("/").status_code == 200
    assert two.test_client().get("/").status_code == 503


def test_the_session_cookie_stays_with_the_site(tmp_path: Path) -> None:
    """Scripts cannot read it and other sites' forms do not send it."""
    app = create_app({"SECRET_KEY": "for tests only"}, str(tmp_path))
    app.test_cli_runner().invoke(args=["init-db"])
    cookie = app.test_client().get("/account/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
