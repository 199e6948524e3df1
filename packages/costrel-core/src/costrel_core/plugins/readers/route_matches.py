"""Which rules a path can match, and which of them wins."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, MapAdapter, RequestRedirect, Rule

from ..rules import matched_rules

AUTOMATIC = frozenset({"HEAD", "OPTIONS"})
"""The methods that nearly every route has."""


def matches(url_map: Map, path: str, method: str | None) -> Iterator[tuple[Rule, list[Rule]]]:
    """The rules that answer the path, each with those that would if it were not there.

    :param method: None stands for every method that a rule for the path has.
    """
    fitting = [rule for rule in matched_rules(url_map) if _answer([rule], url_map, path, None)]
    for domain in dict.fromkeys((rule.host, rule.subdomain) for rule in fitting):
        rules = [rule for rule in fitting if (rule.host, rule.subdomain) == domain]
        # By identity, since two equal rules are two rules.
        winners: dict[int, tuple[Rule, list[Rule]]] = {}
        for each in [method.upper()] if method else methods_of(rules):
            able = [rule for rule in rules if rule.methods is None or each in rule.methods]
            winner = _answer(able, url_map, path, each)
            if winner is not None:
                others = winners.setdefault(id(winner), (winner, []))[1]
                others += [
                    rule for rule in able if not any(rule is each for each in (winner, *others))
                ]
        yield from winners.values()


def methods_of(rules: Sequence[Rule]) -> list[str]:
    """The methods that the rules have; those that nearly all have only where there are no others."""
    found = {method for rule in rules for method in rule.methods or {"GET"}}
    return sorted(found - AUTOMATIC or found)


def _answer(rules: Sequence[Rule], url_map: Map, path: str, method: str | None) -> Rule | None:
    """The rule of these that Werkzeug takes; without a method, that of the first one."""
    copies = [rule.empty() for rule in rules]
    for copy in copies:
        copy.host, copy.subdomain, copy.redirect_to = None, "", None
    probe = Map(
        copies,
        strict_slashes=url_map.strict_slashes,
        merge_slashes=url_map.merge_slashes,
        redirect_defaults=False,
        converters=url_map.converters,
    )
    found = _match(probe.bind("localhost"), path, method or methods_of(rules)[0])
    return next((rule for rule, copy in zip(rules, copies, strict=True) if copy is found), None)


def _match(adapter: MapAdapter, path: str, method: str) -> Rule | None:
    try:
        rule: Rule = adapter.match(path, method, return_rule=True)[0]
    except RequestRedirect as error:  # to a path with one slash more, or with fewer
        return _match(adapter, unquote(urlsplit(error.new_url).path), method)
    except HTTPException:
        return None
    return rule
