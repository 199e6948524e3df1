"""An application that says nothing of its parts; as a program, it uses and names them."""

import json
import logging
import sys

from costrel import Costrel, render_template_string, session

app = Costrel(__name__)
app.config.from_prefixed_env()


@app.get("/page/<int:number>")
def page(number: int) -> str:
    """A template that all languages have."""
    return render_template_string("A page.")


@app.get("/data")
def data() -> dict[str, int]:
    """JSON, with what the session holds."""
    session["seen"] = session.get("seen", 0) + 1
    return {"seen": session["seen"]}


if __name__ == "__main__":
    # Others, such as httpx, tell of themselves what is not about parts.
    logging.basicConfig(format="%(levelname)s %(message)s", stream=sys.stderr)
    app.logger.setLevel(logging.INFO)
    client = app.test_client()
    paths = ("/page/1", "/page/x", "/data", "/data")
    answers = [client.get(path) for path in paths]
    app.test_cli_runner()
    slots = ("router", "json", "sessions", "templates", "testing", "cli")
    found = {
        "fillers": {slot: app.assembly.why("slot", slot)[0].owner.name for slot in slots},
        "answers": [[answer.status_code, answer.text] for answer in answers],
    }
    print(json.dumps(found))
