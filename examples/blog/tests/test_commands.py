"""The blog's own command."""

from pathlib import Path

from costrel import Costrel
from costrel_blog import create_app, secret_key


def test_init_db_makes_all_that_a_first_run_needs(tmp_path: Path) -> None:
    """The folder, the database and a key that the next start uses; and says where."""
    folder = str(tmp_path / "instance")
    result = create_app(instance_path=folder).test_cli_runner().invoke(args=["init-db"])
    assert result.exit_code == 0, result.output
    assert f"The database is ready: {tmp_path / 'instance' / 'blog.sqlite'}" in result.output
    assert f"A secret key for sessions is kept in {folder}" in result.output
    app = create_app(instance_path=folder)
    assert app.config["SECRET_KEY"] == secret_key.kept(folder)
    assert app.test_client().get("/account/login").status_code == 200


def test_init_db_makes_no_key_where_one_is_configured(app: Costrel, tmp_path: Path) -> None:
    """What somebody chose is not second-guessed."""
    assert secret_key.kept(str(tmp_path)) is None


def test_init_db_keeps_what_exists(tmp_path: Path) -> None:
    """Running it again is harmless: the same posts, the same key, no second set of samples."""
    for expected in ("Sample posts added: 3", "Sample posts added: 0"):
        app = create_app(instance_path=str(tmp_path))
        result = app.test_cli_runner().invoke(args=["init-db", "--samples"])
        assert expected in result.output
    assert "secret key" not in result.output
    assert app.test_client().get("/").text.count("<article") == 3


def test_the_database_can_be_elsewhere(tmp_path: Path) -> None:
    """Folders on the way there are made."""
    file = tmp_path / "far" / "away.sqlite"
    app = create_app({"DATABASE": str(file), "SECRET_KEY": "for tests only"}, str(tmp_path))
    assert app.test_cli_runner().invoke(args=["init-db"]).exit_code == 0
    assert file.exists()


def test_the_command_explains_itself(app: Costrel) -> None:
    """In the list of commands and on its own."""
    runner = app.test_cli_runner()
    assert "--samples" in runner.invoke(args=["init-db", "--help"]).output
