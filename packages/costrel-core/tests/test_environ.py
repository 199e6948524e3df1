"""Environments are what Flask's builder makes for an application of the same configuration."""

from types import SimpleNamespace

import flask.testing
import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_core.config import DEFAULTS, Config
from costrel_core.environ import EnvironBuilder
from costrel_core.json.provider import DefaultJSONProvider


class Owner(SimpleNamespace):
    """An application for the provider; it can be referenced weakly."""


def application(**config):
    """What the builder needs of an application."""
    app = Owner(config=Config("", {**DEFAULTS, **config}), debug=False)
    app.json = DefaultJSONProvider(app)
    return app


def made(builder_class, app, *args, **kwargs):
    """The environment, without its streams."""
    with_streams = builder_class(app, *args, **kwargs)
    environ = with_streams.get_environ()
    with_streams.close()
    return {key: value for key, value in environ.items() if not key.startswith("wsgi.")} | {
        "wsgi.url_scheme": environ["wsgi.url_scheme"]
    }


@given(
    path=st.sampled_from(
        ["/", "", "/a?b=c", "a", "http://other/x?y#z", "//net/x", "https://h//double", "/ä?ö=1"]
    ),
    subdomain=st.sampled_from([None, "", "sub"]),
    url_scheme=st.sampled_from([None, "https"]),
    config=st.fixed_dictionaries(
        {},
        optional={
            "SERVER_NAME": st.sampled_from([None, "example.com:8080"]),
            "APPLICATION_ROOT": st.sampled_from(["/", "/app", "app/"]),
            "PREFERRED_URL_SCHEME": st.sampled_from(["http", "https"]),
        },
    ),
)
def test_addresses_come_from_the_application(path, subdomain, url_scheme, config):
    """SERVER_NAME, APPLICATION_ROOT, PREFERRED_URL_SCHEME, the arguments and the path."""
    app = application(**config)
    ours = made(EnvironBuilder, app, path, subdomain=subdomain, url_scheme=url_scheme)
    oracle = made(
        flask.testing.EnvironBuilder, app, path, subdomain=subdomain, url_scheme=url_scheme
    )
    assert ours == oracle


def test_a_base_url_says_it_all():
    """Nothing is taken from the application then."""
    app = application(SERVER_NAME="example.com")
    arguments = ("/x", "https://other:1/root")
    ours = made(EnvironBuilder, app, *arguments)
    assert ours == made(flask.testing.EnvironBuilder, app, *arguments)
    assert ours["HTTP_HOST"] == "other:1"


@pytest.mark.parametrize("more", [{"subdomain": "sub"}, {"url_scheme": "https"}])
def test_a_base_url_and_its_parts_exclude_each_other(more):
    """The error is Flask's, with the value."""
    with pytest.raises(AssertionError, match=r'Cannot pass "subdomain" or "url_scheme".+http://x/'):
        EnvironBuilder(application(), base_url="http://x/", **more)


def test_other_arguments_are_werkzeugs():
    """By position and by name."""
    app = application()
    ours = made(EnvironBuilder, app, "/", None, None, None, {"q": "1"}, method="POST", data="d")
    assert (ours["QUERY_STRING"], ours["REQUEST_METHOD"], ours["CONTENT_LENGTH"]) == (
        "q=1",
        "POST",
        "1",
    )


def test_json_is_written_by_the_application():
    """With its options."""
    app = application()
    app.json.sort_keys = False
    builder = EnvironBuilder(app, method="POST", json={"b": 1, "a": 2})
    assert builder.get_environ()["wsgi.input"].read() == b'{"b": 1, "a": 2}'
    assert builder.content_type == "application/json"
    builder.close()
