"""The plugin in a real application."""

import pytest

from acme_request_id import request_id
from costrel import render_template_string


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/missing", 404)])
def test_each_answer_has_its_own_id(app, path: str, status: int) -> None:
    """Whether a page is found or not."""
    client = app.test_client()
    answers = [client.get(path) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {status}
    assert len({answer.headers["X-Request-ID"] for answer in answers}) == 3


def test_an_answer_to_a_failure_has_it_too(app) -> None:
    """Which is when somebody asks for it."""
    app.add_url_rule("/fails", "fails", lambda: 1 / 0)
    answer = app.test_client().get("/fails")
    assert answer.status_code == 500
    assert len(answer.headers["X-Request-ID"]) == 16


def test_the_header_can_have_another_name(make_app) -> None:
    """On the way in as on the way out."""
    client = make_app(REQUEST_ID_HEADER="X-Trace", REQUEST_ID_TRUSTED=True).test_client()
    answer = client.get("/", headers={"X-Trace": "from-the-proxy"})
    assert answer.headers["X-Trace"] == "from-the-proxy"
    assert "X-Request-ID" not in answer.headers


def test_a_page_can_show_it(app) -> None:
    """The same that the answer has; outside requests there is none."""
    app.add_url_rule("/page", "page", lambda: render_template_string("{{ request_id }}"))
    answer = app.test_client().get("/page")
    assert answer.text == answer.headers["X-Request-ID"]
    with app.app_context():
        assert render_template_string("[{{ request_id }}]") == "[]"


def test_views_see_the_id_that_the_client_gets(app) -> None:
    """It is made once, by whoever asks first."""
    app.add_url_rule("/id", "id", request_id)
    answer = app.test_client().get("/id")
    assert answer.text == answer.headers["X-Request-ID"]


def test_who_deploys_it_is_told_what_trust_means(app, make_app) -> None:
    """Where ids of clients are taken."""
    name = "acme_request_id.plugin"
    assert name not in dict(app.assembly.deploy_checks())
    trusting = make_app(REQUEST_ID_TRUSTED=True)
    assert "REQUEST_ID_TRUSTED is on" in dict(trusting.assembly.deploy_checks())[name]
