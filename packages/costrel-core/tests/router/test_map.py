"""The map: Werkzeug's, with an index that follows each change."""

import threading
from collections.abc import Callable, Iterator

import pytest
from werkzeug import routing as werkzeug
from werkzeug.exceptions import NotFound

from costrel_core.router import IntegerConverter, Map, Rule


def test_a_map_is_werkzeugs_map() -> None:
    """Every argument of Werkzeug's constructor has its effect."""

    class Own(werkzeug.BaseConverter):
        pass

    def key(item: tuple[str, str]) -> str:
        return item[0]

    url_map = Map([], "sub", False, False, False, {"own": Own}, True, key, True)
    assert isinstance(url_map, werkzeug.Map)
    assert url_map.default_subdomain == "sub"
    assert not url_map.strict_slashes
    assert not url_map.merge_slashes
    assert not url_map.redirect_defaults
    assert url_map.converters["own"] is Own
    assert url_map.sort_parameters
    assert url_map.sort_key is key
    assert url_map.host_matching


def test_rules_are_listed_and_asked() -> None:
    """Listing by endpoint, the check for arguments, the text of a map and building work as ever."""
    url_map = Map([Rule("/<a>", endpoint="e"), Rule("/<a>/<b>", endpoint="e")])
    url_map.add(Rule("/x", endpoint="f"))
    assert [rule.rule for rule in url_map.iter_rules()] == ["/<a>/<b>", "/<a>", "/x"]
    assert [rule.rule for rule in url_map.iter_rules("f")] == ["/x"]
    assert url_map.is_endpoint_expecting("e", "a", "b")
    assert not url_map.is_endpoint_expecting("f", "a")
    assert repr(url_map).startswith("Map([<Rule '/<a>/<b>' -> e>")
    assert url_map.bind("localhost").build("e", {"a": 1, "b": 2}) == "/1/2"


def test_rules_added_late_are_found() -> None:
    """A rule added after a match counts from then on, also in the place of another answer."""
    url_map = Map([Rule("/<x>", endpoint="any")])
    found = url_map.index.find("GET", "/a")
    assert found is not None
    assert found[0].endpoint == "any"
    url_map.add(Rule("/a", endpoint="a"))
    found = url_map.index.find("GET", "/a")
    assert found is not None
    assert found[0].endpoint == "a"


def test_a_late_default_makes_the_others_redirect() -> None:
    """What was certain is asked anew when another rule comes in."""
    url_map = Map([Rule("/<int:n>", endpoint="e")])
    assert url_map.index.find("GET", "/1") is not None
    url_map.add(Rule("/", endpoint="e", defaults={"n": 1}))
    assert url_map.index.find("GET", "/1") is None
    url_map.redirect_defaults = False
    assert url_map.index.find("GET", "/1") is not None


def test_flags_may_change_after_a_match() -> None:
    """Each flag counts at once, as it does for Werkzeug."""
    url_map = Map([Rule("/a", endpoint="e"), Rule("/b/c", endpoint="f")])
    assert url_map.index.find("GET", "/a") is not None
    url_map.host_matching = True
    assert url_map.index.find("GET", "/a") is None
    url_map.host_matching = False
    assert url_map.index.find("GET", "/a") is not None
    url_map.default_subdomain = "www"
    assert url_map.index.find("GET", "/a") is None
    url_map.default_subdomain = ""
    url_map.merge_slashes = False
    assert not url_map._matcher.merge_slashes
    with pytest.raises(NotFound):
        url_map.bind("localhost").match("/b//c")


def test_slash_flags_count_for_rules_added_later() -> None:
    """A rule takes the flag of its map when it is added."""
    url_map = Map([Rule("/a/", endpoint="a")])
    url_map.strict_slashes = False
    url_map.add(Rule("/b/", endpoint="b"))
    assert url_map.index.find("GET", "/a") is None
    assert url_map.index.find("GET", "/b") is not None


def test_converters_may_be_added_late() -> None:
    """A converter put into the map counts for rules that are added after it."""

    class Upper(werkzeug.BaseConverter):
        def to_python(self, value: str) -> str:
            return value.upper()

    url_map = Map()
    url_map.converters["upper"] = Upper
    url_map.converters["int"] = Upper
    url_map.add(Rule("/<upper:x>/<int:y>", endpoint="e"))
    found = url_map.index.find("GET", "/a/b")
    assert found is not None
    assert found[1] == {"x": "A", "y": "B"}
    assert Map().converters["int"] is IntegerConverter


def test_looking_at_rules_keeps_the_index() -> None:
    """Only changes cost anything: neither building nor listing makes the index forget."""
    url_map = Map([Rule("/a", endpoint="a")])
    index = url_map.index
    url_map.index.find("GET", "/a")
    list(url_map.iter_rules())
    url_map.bind("localhost").build("a")
    url_map.bind("localhost").match("/a")
    assert url_map.index is index


def test_a_failing_rule_leaves_the_map_as_it_was() -> None:
    """A rule that is refused is neither listed nor matched."""
    url_map = Map()
    with pytest.raises(LookupError):
        url_map.add(Rule("/<nope:x>", endpoint="e"))
    assert list(url_map.iter_rules()) == []
    assert url_map.index.find("GET", "/x") == set()


def test_a_factory_may_look_at_its_map() -> None:
    """Listing, building and adding from within a factory do not wait for themselves."""

    class Mirror(werkzeug.RuleFactory):
        def get_rules(self, map: werkzeug.Map) -> Iterator[werkzeug.Rule]:  # noqa: A002  # Werkzeug's
            for rule in list(map.iter_rules()):
                yield Rule(f"/mirror{rule.rule}", endpoint=f"mirror.{rule.endpoint}")

    url_map = Map([Rule("/a", endpoint="a")])
    url_map.add(Mirror())
    assert url_map.bind("localhost").build("mirror.a") == "/mirror/a"


def test_threads_build_and_list_while_rules_are_added() -> None:
    """No thread meets a half-changed map."""
    url_map = Map([Rule("/<x>", endpoint="e"), Rule("/<x>/<y>", endpoint="e")])
    adapter = url_map.bind("localhost")
    errors: list[BaseException] = []
    done = threading.Event()

    def until_done(check: Callable[[], bool]) -> Callable[[], None]:
        def run() -> None:
            try:
                while not done.is_set():
                    assert check()
            except BaseException as error:  # told to the test
                errors.append(error)

        return run

    checks = [
        lambda: adapter.build("e", {"x": 1, "y": 2}) == "/1/2",
        lambda: len(list(url_map.iter_rules())) > 1,
        lambda: adapter.match("/1/2")[0] == "e",
    ]
    threads = [threading.Thread(target=until_done(check)) for check in checks]
    for thread in threads:
        thread.start()
    for number in range(200):
        url_map.add(Rule(f"/{number}/<x>/<y>/<z>", endpoint=f"{number}"))
        url_map.add(Rule(f"/{number}/<x>", endpoint="e"))
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []


def test_plans_of_paths_are_kept_until_the_map_changes() -> None:
    """An endpoint with one rule of our own has one."""
    url_map = Map([Rule("/a", endpoint="a"), werkzeug.Rule("/b", endpoint="b")])
    assert (url_map.plan("b"), url_map.plan("c")) == (None, None)
    plan = url_map.plan("a")
    assert plan is not None
    assert url_map.plans == {"a": plan}
    url_map.add(Rule("/a/<x>", endpoint="a"))
    assert url_map.plans == {}
    assert url_map.plan("a") is None
