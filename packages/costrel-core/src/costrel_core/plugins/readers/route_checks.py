"""Routes that nobody reaches, and endpoints without a view."""

from collections.abc import Iterator

from werkzeug.routing import Rule

from costrel_spec.inspection import Finding

from ..rules import matched_rules, place_among_rules
from .origins import rule_owner, rule_text
from .route_matches import AUTOMATIC
from .subject import Subject


def shadowed_routes(subject: Subject) -> Iterator[Finding]:
    """Rules all of whose methods an earlier rule of the same form takes."""
    earlier: dict[object, list[Rule]] = {}
    for rule in matched_rules(subject.app.url_map):
        same = earlier.setdefault(place_among_rules(rule), [])
        hiding = _hiding(rule, same)
        if hiding and not _is_same(rule, hiding):
            owners = (rule_owner(subject, rule), rule_owner(subject, hiding))
            yield Finding(
                "shadowed-route",
                f"The route {rule_text(rule)} of the {owners[0].kind} {owners[0].name!r} is never"
                f" reached: {rule_text(hiding)} of the {owners[1].kind} {owners[1].name!r} takes its"
                " requests.",
                owners,
                "Give one of them another path or other methods.",
            )
        same.append(rule)


def _hiding(rule: Rule, earlier: list[Rule]) -> Rule | None:
    """The first of the rules that together leave nothing of this one."""
    if any(each.methods is None for each in earlier):
        return next(each for each in earlier if each.methods is None)
    if rule.methods is None:
        return None
    wanted = (rule.methods - AUTOMATIC) or rule.methods
    taken = [each for each in earlier if wanted & (each.methods or set())]
    covered = set[str]().union(*(each.methods or () for each in taken))
    return taken[0] if wanted <= covered else None


def _is_same(rule: Rule, other: Rule) -> bool:
    """Whether it makes no difference which of the two is taken."""
    return (rule.endpoint, rule.defaults or {}) == (other.endpoint, other.defaults or {})


def endpoints_without_view(subject: Subject) -> Iterator[Finding]:
    """Rules whose requests nobody could answer."""
    views = subject.app.view_functions
    for rule in matched_rules(subject.app.url_map):
        if rule.endpoint not in views and rule.redirect_to is None:
            owner = rule_owner(subject, rule)
            yield Finding(
                "endpoint-without-view",
                f"The route {rule_text(rule)} of the {owner.kind} {owner.name!r} has no view, so that"
                " its requests fail.",
                (
                    owner,
                    subject.by_framework() if owner.kind == "application" else subject.application,
                ),
                f"Register a view: app.view_functions[{rule.endpoint!r}] = ..., or take the rule out.",
            )
