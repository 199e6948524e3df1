"""An application that knows nothing of the plugin but the name of its filter."""

from costrel import Costrel, render_template_string

app = Costrel(__name__)


@app.get("/")
def index() -> str:
    """A page that uses the plugin's filter."""
    return render_template_string("{{ 'Loops'|stamped }}")


@app.get("/plain")
def plain() -> str:
    """A page that does not."""
    return "plain"
