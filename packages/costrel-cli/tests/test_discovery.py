"""Finding the application in a module."""

from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from costrel_cli.brand import Brand
from costrel_cli.discovery import find_app_by_string, find_best_app, is_application
from costrel_cli.errors import NoAppException
from costrel_core import App, Blueprint
from costrel_spec import current_app, request

app = App("first")
other = App("second")


def module(**names: Any) -> ModuleType:
    """A module of these names."""
    made = ModuleType("pages")
    vars(made).update(names)
    return made


class AnyAttribute:
    """Has every attribute that one asks for, as query builders and stubs have."""

    def __getattr__(self, name: str) -> Any:
        return self


def test_what_is_no_application() -> None:
    """Classes, blueprints, unbound proxies and objects with every attribute do not pass."""
    for thing in (None, "app", App, Blueprint("b", "b"), current_app, request, AnyAttribute()):
        assert not is_application(thing)


def test_an_application_and_one_of_a_subclass_are_recognised() -> None:
    """Whatever class a distribution gives it."""

    class Acme(App):
        pass

    assert is_application(app)
    assert is_application(Acme("acme"))


def test_a_wrapped_application_is_still_one() -> None:
    """Middleware on the instance does not change the class."""
    wrapped = App("wrapped")
    wrapped.wsgi_app = lambda environ, start: []  # type: ignore[method-assign]
    assert is_application(wrapped)


def test_the_usual_names_come_first() -> None:
    """``app`` wins over ``application``, and both over whatever else is there."""
    assert find_best_app(module(other=other, application=other, app=app)) is app
    assert find_best_app(module(other=app, application=other)) is other


def test_the_only_application_needs_no_usual_name() -> None:
    """One application under any name is found."""
    assert find_best_app(module(site=app, current_app=current_app, create_app=lambda: other)) is app


def test_several_applications_are_an_error_that_names_them() -> None:
    """The user has to choose."""
    with pytest.raises(NoAppException, match=r"'pages' has more than one .*: a, b\..*'pages:a'"):
        find_best_app(module(a=app, b=other))


@pytest.mark.parametrize("name", ["create_app", "make_app"])
def test_a_factory_is_called(name: str) -> None:
    """Arguments with defaults are no obstacle."""
    assert find_best_app(module(**{name: lambda config=None, *more, **rest: app})) is app


def test_a_factory_that_makes_something_else_is_passed_over() -> None:
    """The next factory gets its chance."""
    assert find_best_app(module(create_app=lambda: None, make_app=lambda: app)) is app


def test_a_factory_that_needs_arguments_is_an_error_that_shows_them() -> None:
    """The remedy can be copied."""
    with pytest.raises(NoAppException, match=r"missing a required argument.*'pages:create_app\(a"):
        find_best_app(module(create_app=lambda a, b: app))


def test_a_type_error_inside_a_factory_is_the_factorys() -> None:
    """It must not be mistaken for a wrong call."""

    def create_app() -> None:
        len(3)  # type: ignore[arg-type]

    with pytest.raises(TypeError, match="has no len"):
        find_best_app(module(create_app=create_app))


def test_no_application_at_all_is_an_error_that_names_the_module() -> None:
    """It says what to write, in the brand's words."""
    with pytest.raises(NoAppException, match=r"no Acme application.*'pages:name'"):
        find_best_app(module(app=object()), Brand("acme"))


def test_a_name_after_the_colon_is_looked_up() -> None:
    """Space around it does not matter."""
    assert find_app_by_string(module(site=app), " site ") is app


@pytest.mark.parametrize(
    ("text", "args", "kwargs"),
    [
        ("make()", (), {}),
        ("make('a', 1)", ("a", 1), {}),
        ("make([1, {'k': None}], debug=True)", ([1, {"k": None}],), {"debug": True}),
        ("make", (), {}),
    ],
)
def test_a_factory_is_called_with_literals(
    text: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Positional and named arguments arrive as the literals say."""
    seen: list[Any] = []

    def make(*args: Any, **kwargs: Any) -> App:
        seen.extend((args, kwargs))
        return app

    assert find_app_by_string(module(make=make), text) is app
    assert seen == [args, kwargs]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_every_literal_arrives_as_it_was_written(value: object) -> None:
    """Whatever Python prints as a literal can be an argument."""
    seen: list[object] = []

    def make(value: object) -> App:
        seen.append(value)
        return app

    find_app_by_string(module(make=make), f"make({value!r})")
    assert seen == [value]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("missing", "has no attribute 'missing'. Name its application, or the factory"),
        ("mak", "has no attribute 'mak'. Did you mean 'pages:make'?"),
        ("missing()", "has no attribute 'missing'"),
        ("make(", "neither a name nor a call"),
        ("", "neither a name nor a call"),
        ("a.b", "neither a name nor a call"),
        ("a.b()", "neither a name nor a call"),
        ("make(name)", "no literals"),
        ("make(*[1])", "no literals"),
        ("make(**{'a': 1})", "no literals"),
        ("make({[]: 1})", "no literals"),
        ("make(a=name)", "no literals"),
        ("one()", "missing a required argument: 'a'"),
        ("one", "missing a required argument: 'a'"),
        ("one(1, 2)", "too many positional arguments"),
        ("number", r"'pages:number' is no Costrel application but of the type 'int'"),
        ("make()", "of the type 'NoneType'"),
    ],
)
def test_what_cannot_be_an_application_is_an_error_that_says_why(text: str, words: str) -> None:
    """Each mistake after the colon has its own words."""
    names = module(make=lambda *args, **kwargs: None, one=lambda a: app, number=3)
    with pytest.raises(NoAppException, match=words):
        find_app_by_string(names, text)
