"""The session, flashed messages and ``g``."""

from costrel import Costrel, flash, g, get_flashed_messages, session

app = Costrel(__name__)


@app.post("/log-in/<name>")
def log_in(name: str) -> str:
    """Remember who it is."""
    session.clear()
    session["name"] = name
    session.permanent = True
    flash("Welcome.", "notice")
    g.name = name
    return "; ".join(str(message) for message in get_flashed_messages())


@app.get("/")
def who() -> str:
    """Who it is."""
    name: str = session.get("name", "nobody")
    return name if "name" in session and not session.new else g.get("name", name)
