"""Templates."""

from collections.abc import Iterator
from typing import Any, assert_type

import jinja2

from costrel import (
    Costrel,
    get_template_attribute,
    render_template,
    render_template_string,
    stream_template,
    stream_template_string,
)
from costrel.templating import DispatchingJinjaLoader, Environment

app = Costrel(__name__)


def render() -> Iterator[str]:
    """Every function that makes text of a template."""
    assert_type(render_template("page.html", name="Ada"), str)
    assert_type(render_template(["own.html", "page.html"]), str)
    assert_type(render_template(app.jinja_env.get_template("page.html")), str)
    assert_type(render_template_string("{{ name }}", name="Ada"), str)
    hello: Any = get_template_attribute("macros.html", "hello")
    yield from stream_template("page.html", name=hello("Ada"))
    yield from stream_template_string("{{ name }}", name="Ada")


@app.template_filter
def reverse(text: str) -> str:
    """A filter, without parentheses."""
    return text[::-1]


@app.template_filter()
@app.template_filter("rev")
@app.template_filter(name="reversed")
def backwards(text: str) -> str:
    """A filter, in the other forms."""
    return text[::-1]


@app.template_test
def prime(number: int) -> bool:
    """A test."""
    return all(number % divisor for divisor in range(2, number))


@app.template_test("divisible")
def divisible(number: int, by: int) -> bool:
    """A test of two arguments."""
    return number % by == 0


@app.template_global
def double(number: int) -> int:
    """A function for templates."""
    return 2 * number


@app.template_global(name="triple")
def three_times(number: int) -> int:
    """One of another name."""
    return 3 * number


@app.context_processor
def names() -> dict[str, Any]:
    """Names for templates."""
    return {"double": double}


assert_type(reverse("a"), str)
assert_type(backwards("a"), str)
assert_type(prime(7), bool)
assert_type(divisible(6, by=3), bool)
assert_type(double(1), int)
assert_type(three_times(1), int)
app.add_template_filter(reverse, "mirror")
app.add_template_test(prime, name="is_prime")
app.add_template_global(double)
app.jinja_env.filters["plain"] = str
app.jinja_env.globals["version"] = "1"
app.update_template_context({"own": 1})
assert_type(app.jinja_env, Environment)
loader: jinja2.BaseLoader = DispatchingJinjaLoader(app)


class Sandboxed(Environment):
    """An environment of one's own."""


class OwnApp(Costrel):
    """An application that makes its environment itself."""

    jinja_environment = Sandboxed
    jinja_options = {"autoescape": True}

    def create_jinja_environment(self) -> Environment:
        return Sandboxed(self, trim_blocks=True)

    def create_global_jinja_loader(self) -> jinja2.BaseLoader:
        return jinja2.DictLoader({})
