"""The contract of the slot ``router``."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from werkzeug.routing import Map, Rule

from ..client import Client
from .contract import Contract
from .matching import Even, add, answer
from .promise import expect, expect_equal

SHADOWED = [
    ("/new", ["/<name>", "/new"]),
    ("/7", ["/<name>", "/<int:number>"]),
    ("/Ada", ["/<path:rest>", "/<name>"]),
    ("/Ada/edit", ["/<path:rest>", "/<name>/edit"]),
    ("/Ada/last", ["/<name>/<other>", "/<name>/last"]),
]
"""Paths, and rules that match them, the more general one first."""


class RouterContract(Contract):
    """What every router promises."""

    slot = "router"

    @pytest.fixture
    def make_hosted(self, application_class: Any, chosen: list[object]) -> Callable[..., Any]:
        """Makes applications with further arguments of their class, such as ``host_matching``."""

        def make(**more: Any) -> Any:
            app = application_class("contract", **{**self.options(chosen), **more})
            self.check(app)
            return app

        return make

    def expect_answers(self, app: Any, expected: dict[str, str], **options: Any) -> None:
        """Raise unless each path has its answer; asked twice, as what was learnt must be right too."""
        for _ in range(2):
            for path, text in expected.items():
                found = answer(app, path, **options)
                how = "".join(f" ({name}: {value})" for name, value in options.items())
                expect_equal(f"The answer to {path}{how}", found, text)

    # -- paths ----------------------------------------------------------------------------------------

    def test_the_map(self, app: Any) -> None:
        """`url_map` is the application's own map."""
        expect(app.router.url_map is app.url_map, f"It is {app.router.url_map!r}.")

    def test_paths_without_variables(self, app: Any) -> None:
        """A rule without variables is found by its path, and by no other path."""
        add(app, "/", "/about", "/about/us")
        self.expect_answers(
            app,
            {
                "/": "/()",
                "/about": "/about()",
                "/about/us": "/about/us()",
                "/About": "404 NotFound",
                "/abou": "404 NotFound",
                "/about/them": "404 NotFound",
            },
        )

    def test_variables(self, app: Any) -> None:
        """Variables come as what their converters make of them: text, numbers, paths, UUIDs, choices."""
        add(app, "/text/<v>", "/int/<int:v>", "/float/<float:v>", "/path/<path:v>")
        add(app, "/uuid/<uuid:v>", "/any/<any(a, b):v>", "/two/<a>/x/<int:b>")
        uuid = "12345678-1234-5678-1234-567812345678"
        self.expect_answers(
            app,
            {
                "/text/Ada": "/text/<v>(v='Ada')",
                "/int/007": "/int/<int:v>(v=7)",
                "/float/1.50": "/float/<float:v>(v=1.5)",
                "/path/a/b": "/path/<path:v>(v='a/b')",
                f"/uuid/{uuid}": f"/uuid/<uuid:v>(v=UUID('{uuid}'))",
                "/any/b": "/any/<any(a, b):v>(v='b')",
                "/two/Ada/x/7": "/two/<a>/x/<int:b>(a='Ada', b=7)",
                "/int/x": "404 NotFound",
                "/any/c": "404 NotFound",
                "/text/a/b": "404 NotFound",
                "/text/": "404 NotFound",
            },
        )

    def test_paths_are_decoded(self, app: Any) -> None:
        """Paths are matched decoded, so that rules and arguments have letters and no percent signs."""
        add(app, "/größe/<v>")
        self.expect_answers(
            app,
            {
                "/größe/a%20b": "/größe/<v>(v='a b')",
                "/gr%C3%B6%C3%9Fe/%C3%A9": "/größe/<v>(v='é')",
            },
        )

    def test_converters_that_refuse(self, app: Any) -> None:
        """A value that a converter, the application's own, refuses with ValidationError is not found."""
        app.url_map.converters["even"] = Even
        add(app, "/<even:n>", "/of/<name>/<even:n>")
        self.expect_answers(
            app,
            {
                "/8": "/<even:n>(n=8)",
                "/7": "404 NotFound",
                "/of/Ada/8": "/of/<name>/<even:n>(n=8, name='Ada')",
                "/of/Ada/7": "404 NotFound",
            },
        )

    def test_defaults(self, app: Any) -> None:
        """The arguments have a rule's defaults besides its variables."""
        add(app, "/all", "/shelf/<name>", defaults={"page": 1})
        self.expect_answers(
            app, {"/all": "/all(page=1)", "/shelf/a": "/shelf/<name>(name='a', page=1)"}
        )

    def test_arguments_are_new(self, app: Any) -> None:
        """Each request has a dict of arguments of its own, which it may change."""
        add(app, "/", defaults={"page": 1})
        add(app, "/<name>")
        for path, first in (("/", "/(page=1)"), ("/Ada", "/<name>(name='Ada')")):
            for _ in range(3):
                expect_equal(f"The answer to {path}", answer(app, path), first)
                with app.test_request_context(path) as context:
                    context.request.view_args.update(changed=True)

    # -- which rule -----------------------------------------------------------------------------------

    @pytest.mark.parametrize(("path", "rules"), SHADOWED, ids=[path for path, _ in SHADOWED])
    @pytest.mark.parametrize("turn", [1, -1], ids=["general first", "general last"])
    def test_the_more_specific_rule_wins(
        self, app: Any, path: str, rules: list[str], turn: int
    ) -> None:
        """Of several rules that match, the most specific one wins, in whatever order they came."""
        add(app, *rules[::turn])
        found = answer(app, path).partition("(")[0]
        expect_equal(f"The rule for {path}, of {rules[::turn]},", found, rules[1])

    def test_the_first_of_equals_wins(self, app: Any) -> None:
        """Of rules that are equally specific, the one that was added first wins."""
        add(app, "/<a>/x", "/<b>/x", "/<int:a>/<b>", "/<int:b>/<a>")
        self.expect_answers(app, {"/q/x": "/<a>/x(a='q')", "/7/y": "/<int:a>/<b>(a=7, b='y')"})

    def test_another_way(self, app: Any) -> None:
        """Where the more specific beginning of a path leads nowhere, the more general one is tried."""
        add(app, "/users/new/form", "/users/<name>/posts", "/<kind>/new/list")
        self.expect_answers(
            app,
            {
                "/users/new/posts": "/users/<name>/posts(name='new')",
                "/users/new/list": "/<kind>/new/list(kind='users')",
                "/users/new/none": "404 NotFound",
            },
        )

    def test_rules_only_for_building(self, app: Any) -> None:
        """A rule with `build_only` matches nothing."""
        add(app, "/elsewhere", build_only=True)
        self.expect_answers(app, {"/elsewhere": "404 NotFound"})

    # -- methods --------------------------------------------------------------------------------------

    def test_methods(self, app: Any) -> None:
        """Rules for one path are told apart by their methods."""
        add(app, "/notes", endpoint="read", methods=["GET"])
        add(app, "/notes", endpoint="write", methods=["POST"])
        add(app, "/<name>", endpoint="remove", methods=["DELETE"])
        self.expect_answers(app, {"/notes": "read()"}, method="GET")
        self.expect_answers(app, {"/notes": "write()"}, method="POST")
        self.expect_answers(app, {"/notes": "remove(name='notes')"}, method="DELETE")

    def test_head(self, app: Any) -> None:
        """A rule for GET also answers HEAD."""
        add(app, "/page", "/<int:n>", methods=["GET"])
        self.expect_answers(app, {"/page": "/page()", "/7": "/<int:n>(n=7)"}, method="HEAD")

    def test_methods_that_no_rule_has(self, app: Any) -> None:
        """MethodNotAllowed is raised where only the method is wrong, and lists all that are allowed."""
        for name, methods in (("read", ["GET"]), ("write", ["PUT"])):
            add(app, "/a", "/b/<int:n>", suffix=name, methods=methods)
        add(app, "/<name>", endpoint="post", methods=["POST"])
        self.expect_answers(
            app,
            {
                "/a": "405, allowed: GET, HEAD, OPTIONS, POST, PUT",
                "/b/7": "405, allowed: GET, HEAD, OPTIONS, PUT",
                "/b/x": "404 NotFound",
            },
            method="DELETE",
        )

    def test_refusals_are_answered(self, app: Any, client: Client) -> None:
        """The visitor gets 404 or, with the header Allow, 405; OPTIONS tells the same methods."""
        add(app, "/a", methods=["GET"])
        expect_equal("The status of the answer to /b", client.get("/b").status_code, 404)
        refused = client.post("/a")
        expect_equal("The status of the answer to POST /a", refused.status_code, 405)
        for name, response in (("POST", refused), ("OPTIONS", client.options("/a"))):
            allowed = sorted(response.allow)
            expect_equal(f"Allow of the answer to {name} /a", allowed, ["GET", "HEAD", "OPTIONS"])

    def test_refusals_are_new(self, app: Any) -> None:
        """Each refusal is a new exception, which nobody keeps for the next request."""
        add(app, "/a/", methods=["GET"])
        for path, method in (("/nowhere", "GET"), ("/a/", "POST"), ("/a", "GET")):
            refusals: list[Any] = []
            for _ in range(2):
                with app.test_request_context(path, method=method) as context:
                    refusals.append(context.request.routing_exception)
            expect(None not in refusals, f"{method} {path} is matched and should be refused.")
            first, second = refusals
            expect(first is not second, f"{method} {path} is refused with one exception twice.")

    # -- slashes and other redirects ------------------------------------------------------------------

    def test_a_slash_that_is_missing(self, app: Any) -> None:
        """A path that lacks the slash at the end of a rule is redirected there, with its query."""
        add(app, "/list/", "/of/<name>/")
        self.expect_answers(
            app,
            {
                "/list?page=2": "a redirect to http://localhost/list/?page=2",
                "/of/Ada": "a redirect to http://localhost/of/Ada/",
            },
        )

    def test_a_slash_too_many(self, app: Any) -> None:
        """A path with a slash at the end that the rule has not is not found."""
        add(app, "/page", "/of/<name>")
        self.expect_answers(app, {"/page/": "404 NotFound", "/of/Ada/": "404 NotFound"})

    def test_slashes_that_do_not_matter(self, app: Any) -> None:
        """A rule with `strict_slashes=False` matches with and without the slash at its end."""
        add(app, "/list/", "/page", strict_slashes=False)
        self.expect_answers(
            app,
            {"/list": "/list/()", "/list/": "/list/()", "/page": "/page()", "/page/": "/page()"},
        )

    def test_slashes_in_a_row(self, app: Any) -> None:
        """Slashes in a row are merged by a redirect, unless the map's `merge_slashes` is set to False."""
        add(app, "/a/b", "/of/<name>/x")
        merged = {
            "/a//b": "a redirect to http://localhost/a/b",
            "/of//Ada//x": "a redirect to http://localhost/of/Ada/x",
        }
        self.expect_answers(app, merged)
        app.url_map.merge_slashes = False
        self.expect_answers(app, dict.fromkeys(merged, "404 NotFound"))

    def test_redirects_of_rules(self, app: Any) -> None:
        """`redirect_to`, aliases and a URL that spells out defaults lead to the proper URL."""
        add(app, "/old/<int:n>", redirect_to="new/<n>")
        add(app, "/books/", endpoint="books", defaults={"page": 1})
        add(app, "/books/<int:page>", endpoint="books")
        add(app, "/main", endpoint="main")
        add(app, "/index.html", endpoint="main", alias=True)
        self.expect_answers(
            app,
            {
                "/old/7": "a redirect to http://localhost/new/7",
                "/books/1": "a redirect to http://localhost/books/",
                "/books/2": "books(page=2)",
                "/index.html": "a redirect to http://localhost/main",
            },
        )

    # -- hosts and WebSockets -------------------------------------------------------------------------

    def test_hosts(self, make_hosted: Callable[..., Any]) -> None:
        """With `host_matching`, a rule matches on its host only; the host may have variables."""
        app = make_hosted(host_matching=True, static_folder=None)
        add(app, "/", endpoint="shop", host="shop.test")
        add(app, "/", endpoint="user", host="<name>.users.test")
        for host, text in (
            ("shop.test", "shop()"),
            ("ada.users.test", "user(name='ada')"),
            ("other.test", "404 NotFound"),
        ):
            self.expect_answers(app, {"/": text}, base_url=f"http://{host}")

    def test_subdomains(self, make_hosted: Callable[..., Any]) -> None:
        """With `subdomain_matching`, a rule matches on its subdomain of SERVER_NAME only."""
        app = make_hosted(subdomain_matching=True)
        app.config["SERVER_NAME"] = "site.test"
        add(app, "/", endpoint="main")
        add(app, "/", endpoint="api", subdomain="api")
        for host, text in (
            ("site.test", "main()"),
            ("api.site.test", "api()"),
            ("other.site.test", "404 NotFound"),
        ):
            self.expect_answers(app, {"/": text}, base_url=f"http://{host}")

    def test_websockets(self, app: Any) -> None:
        """A rule with `websocket=True` answers WebSockets only, and any other rule none of them."""
        add(app, "/socket", websocket=True, methods=["GET"], provide_automatic_options=False)
        add(app, "/page")
        mismatch = "400 WebsocketMismatch"
        self.expect_answers(app, {"/socket": mismatch, "/page": "/page()"})
        found = {"/socket": "/socket()", "/page": mismatch}
        self.expect_answers(app, found, base_url="ws://localhost")

    # -- changes --------------------------------------------------------------------------------------

    def test_rules_that_come_later(self, app: Any) -> None:
        """A rule that is added after requests were matched is found, and shadows as if it came first."""
        add(app, "/<name>")
        self.expect_answers(app, {"/new": "/<name>(name='new')", "/a/b": "404 NotFound"})
        rule = app.url_rule_class
        app.url_map.add(rule("/new", endpoint="new"))
        app.url_map.add(rule("/a/b", endpoint="both"))
        self.expect_answers(app, {"/new": "new()", "/a/b": "both()"})

    def test_another_map(self, app: Any) -> None:
        """Where the application assigns another `url_map`, that one is matched."""
        add(app, "/before")
        self.expect_answers(app, {"/before": "/before()"})
        app.url_map = app.url_map_class()
        add(app, "/after")
        self.expect_answers(app, {"/before": "404 NotFound", "/after": "/after()"})

    def test_classes_of_maps(self, application_class: Any, chosen: list[object]) -> None:
        """Maps and rules may be of any class: Werkzeug's own, if the application says so."""
        classes = {"url_map_class": Map, "url_rule_class": Rule}
        app = type("Own", (application_class,), classes)("contract", **self.options(chosen))
        add(app, "/page", "/<int:n>", "/<name>")
        self.expect_answers(
            app,
            {
                "/page": "/page()",
                "/7": "/<int:n>(n=7)",
                "/Ada": "/<name>(name='Ada')",
                "/a/b": "404 NotFound",
            },
        )

    def test_threads(self, app: Any) -> None:
        """Threads may match at the same time, also for the first time."""
        add(app, *[f"/{number}/<name>" for number in range(50)], "/<name>/<other>")

        def ask(number: int) -> bool:
            found = answer(app, f"/{number % 50}/Ada")
            return found == f"/{number % 50}/<name>(name='Ada')"

        with ThreadPoolExecutor(4) as pool:
            kept = list(pool.map(ask, range(200)))
        expect(all(kept), f"{kept.count(False)} of {len(kept)} answers are wrong.")

    def test_applications(self, make_app: Callable[..., Any]) -> None:
        """Each application has a router of its own, for its own rules."""
        first, second = make_app(), make_app()
        add(first, "/first")
        add(second, "/second")
        self.expect_answers(first, {"/first": "/first()", "/second": "404 NotFound"})
        self.expect_answers(second, {"/second": "/second()", "/first": "404 NotFound"})
