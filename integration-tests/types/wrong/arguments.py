"""Arguments of the wrong type, too many and too few."""

from costrel import Blueprint, Costrel, flash, redirect, session, url_for

app = Costrel()  # wrong
blueprint = Blueprint("posts")  # wrong
other = Costrel(__name__, parts=[])  # wrong
app.add_url_rule(404)  # wrong
app.register_blueprint("posts")  # wrong
url_for(404)  # wrong
flash("Saved.", level="notice")  # wrong
redirect("/", code="303")  # wrong
session[404] = "number"  # wrong
number: int = url_for("posts.show")  # wrong
