"""``pytest -p costrel_flask.pytest``: tests of a Flask application or extension run on Costrel."""

from . import install

install()
