"""Routers that each break one promise, as somebody may by mistake."""

import re
from types import SimpleNamespace
from typing import Any

from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import Map, RequestRedirect, Rule

from costrel_spec import hookimpl

Found = tuple[Rule, dict[str, Any]]


class WrongRouter:
    """A router that is right, and a plugin: each subclass spoils something."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.url_map: Map = app.url_map

    @classmethod
    def plugin(cls) -> Any:
        """The plugin that provides it."""

        class Provider:
            @hookimpl
            def provide_router(self, app: Any) -> Any:
                return cls(app)

        return Provider()

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        """As Werkzeug."""
        rule, arguments = context.url_adapter.match(path, method, return_rule=True)
        return rule, dict(arguments)


class WithoutHead(WrongRouter):
    """It takes HEAD for a method that a rule must name."""

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        if method == "HEAD":
            raise MethodNotAllowed(valid_methods=["GET"])
        return super().match(method, path, context, environ)


class WithoutAllow(WrongRouter):
    """It refuses a method and does not say which there are."""

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        try:
            return super().match(method, path, context, environ)
        except MethodNotAllowed:
            raise MethodNotAllowed from None


class WithoutRedirects(WrongRouter):
    """It knows no slash that is missing: such a path is not found."""

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        try:
            return super().match(method, path, context, environ)
        except RequestRedirect as error:
            if error.new_url.partition("?")[0].endswith(path + "/"):
                raise NotFound from None
            raise


class TakesWhatConvertersRefuse(WrongRouter):
    """It asks converters for their patterns only, and gives the view the text they would refuse."""

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        try:
            return super().match(method, path, context, environ)
        except NotFound:
            text = path.rpartition("/")[2]
            for rule in self.url_map.iter_rules():
                for name, converter in rule._converters.items():
                    if re.fullmatch(converter.regex, text) and (rule.rule + path).count("/") == 2:
                        return rule, {name: text}
            raise


class OneHost(WrongRouter):
    """It looks at the path only, as if there were one host."""

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        if self.url_map.host_matching or self.app.subdomain_matching:
            for rule in self.url_map.iter_rules():
                if rule.rule == path and not rule.arguments:
                    return rule, {}
            raise NotFound
        return super().match(method, path, context, environ)


class InOrder(WrongRouter):
    """It asks the rules in the order in which they were added, and takes the first that matches."""

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        found = super().match(method, path, context, environ)
        if found[0].websocket or self.url_map.host_matching or found[0].subdomain:
            return found
        for rule in self.url_map.iter_rules():
            alone = Map([rule.empty()], converters=self.url_map.converters)
            try:
                _, arguments = alone.bind("localhost").match(path, method)
            except HTTPException:
                continue
            return rule, dict(arguments)
        return found


class NoWebSockets(WrongRouter):
    """It does not tell WebSockets from other requests."""

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        for rule in self.url_map.iter_rules():
            if rule.websocket and rule.rule == path:
                return rule, {}
        return super().match(method, path, context, environ)


class RemembersPaths(WrongRouter):
    """It keeps what it found for a path, as if rules never changed and arguments neither."""

    def __init__(self, app: Any) -> None:
        super().__init__(app)
        self.known: dict[tuple[str, str], Found] = {}

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        request = environ["wsgi.url_scheme"], environ["HTTP_HOST"], method, path
        if request not in self.known:
            self.known[request] = super().match(method, path, context, environ)
        return self.known[request]


class KeepsRefusals(WrongRouter):
    """It raises one exception for all paths that it does not find."""

    missing = NotFound()

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        try:
            return super().match(method, path, context, environ)
        except NotFound:
            raise self.missing from None


class ForOneKindOfMap(WrongRouter):
    """It counts on what the maps of the framework have beyond Werkzeug's."""

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        assert vars(self.url_map)["index"] is not None
        return super().match(method, path, context, environ)


class ForOneMap(WrongRouter):
    """It keeps the map that the application had first."""

    @classmethod
    def plugin(cls) -> Any:
        """The plugin that keeps it."""

        class Provider:
            kept: Any = None

            @hookimpl
            def provide_router(self, app: Any) -> Any:
                self.kept = self.kept or cls(app)
                return self.kept

        return Provider()

    def match(self, method: str, path: str, context: Any, environ: Any) -> Found:
        bound = context.url_adapter
        bound.map = self.url_map
        return super().match(method, path, SimpleNamespace(url_adapter=bound), environ)
