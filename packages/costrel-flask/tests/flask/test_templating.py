"""Templates, and those who wrap what renders them."""

import flask
import flask.templating


def test_a_wrapped_render_is_what_runs(monkeypatch) -> None:
    """Tracers wrap it; it gets Flask's arguments. Streams go through ``_stream``."""
    app = flask.Flask(__name__)
    calls = []

    def wrapped(stock):
        def call(application, template, context):
            calls.append((application, template.render, context["word"]))
            return stock(application, template, context)

        return call

    with app.test_request_context():
        assert flask.render_template_string("{{ word }}", word="before") == "before"
        monkeypatch.setattr(flask.templating, "_render", wrapped(flask.templating._render))
        monkeypatch.setattr(flask.templating, "_stream", wrapped(flask.templating._stream))
        assert flask.render_template_string("{{ word }}", word="one") == "one"
        assert "".join(flask.stream_template_string("{{ word }}", word="two")) == "two"
    assert [(application, word) for application, _, word in calls] == [(app, "one"), (app, "two")]


def test_render_can_be_called_with_a_template_of_ones_own() -> None:
    """As extensions do that find templates their own way."""
    app = flask.Flask(__name__)
    with app.app_context():
        template = app.jinja_env.from_string("{{ word }} {{ config.TESTING }}")
        assert flask.templating._render(app, template, {"word": "one"}) == "one False"
        assert "".join(flask.templating._stream(app, template, {"word": "two"})) == "two False"


def test_another_engine_in_the_slot_is_left_alone() -> None:
    """What an application assigns wins, here as everywhere."""

    class Engine:
        def render(self, name, context):
            return f"{name} by mine"

    app = flask.Flask(__name__)
    app.template_engine = Engine()
    with app.app_context():
        assert flask.render_template("page.html") == "page.html by mine"


def test_the_standard_context_is_what_flask_calls_it() -> None:
    """``g`` and ``request``; extensions call it for templates of their own."""
    app = flask.Flask(__name__)
    with app.test_request_context():
        names = flask.templating._default_template_ctx_processor()
        assert names["request"] == flask.request
    assert flask.sansio.scaffold._default_template_ctx_processor is (
        flask.templating._default_template_ctx_processor
    )
