"""A map that keeps an index of itself and arranges its rules only as far as paths ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from threading import RLock
from typing import Any

from werkzeug.datastructures import ImmutableDict
from werkzeug.routing import BaseConverter, Rule, RuleFactory
from werkzeug.routing import Map as WerkzeugMap

from .candidates import CandidateMatcher
from .converters import CONVERTERS
from .endings import Endings
from .index import Index
from .plans import Plan
from .rules import Rule as OwnRule


class Map(WerkzeugMap):
    """Werkzeug's map, with an index, and with converters that refuse what they can't convert.

    Rules may be added while other threads match, build and list.
    """

    default_converters = ImmutableDict(CONVERTERS)

    index: Index
    """What is known of the map as it is; a new one when a rule is added or an attribute set."""
    endings: Endings
    """What its rules end with, as far as they share it."""
    plans: dict[str, Plan]
    """How endpoints' paths are built, as far as that was asked; emptied likewise."""

    def __init__(
        self,
        rules: Iterable[RuleFactory] | None = None,
        default_subdomain: str = "",
        strict_slashes: bool = True,
        merge_slashes: bool = True,
        redirect_defaults: bool = True,
        converters: Mapping[str, type[BaseConverter]] | None = None,
        sort_parameters: bool = False,
        sort_key: Callable[[Any], Any] | None = None,
        host_matching: bool = False,
    ) -> None:
        self.endings = Endings()
        self._changing = RLock()  # re-entrant: a factory of rules may look at the map it adds to
        super().__init__(
            default_subdomain=default_subdomain,
            strict_slashes=strict_slashes,
            merge_slashes=merge_slashes,
            redirect_defaults=redirect_defaults,
            converters=converters,
            sort_parameters=sort_parameters,
            sort_key=sort_key,
            host_matching=host_matching,
        )
        self._matcher = CandidateMatcher(merge_slashes)
        for factory in rules or ():
            self.add(factory)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        # Adding a rule and refreshing one both end with _remap = True; update() sets it to False.
        if name != "_remap" or value:
            super().__setattr__("index", Index(self))
            super().__setattr__("plans", {})

    def add(self, rulefactory: RuleFactory) -> None:
        """Add a rule, or all rules of a factory.

        :raises LookupError: a rule names a converter that the map does not have.
        :raises RuntimeError: a rule is bound already.
        :raises ValueError: a rule's syntax is wrong.
        """
        with self._changing:
            super().add(rulefactory)

    def update(self) -> None:
        """Bring each endpoint's rules into the order in which URLs are built from them."""
        if not self._remap:
            return
        with self._changing:
            self._matcher.update()
            for endpoint, rules in self._rules_by_endpoint.items():
                if len(rules) > 1:
                    # A new list, for another thread may be reading the old one.
                    self._rules_by_endpoint[endpoint] = sorted(rules, key=_build_order)
            self._remap = False

    def plan(self, endpoint: str) -> Plan | None:
        """How the path of an endpoint is built, kept from now on; None where its adapter must say.

        A name with a dot in front has none: in a request it stands for another one.
        """
        # Read first: a rule that is added from here on gives the map another dictionary.
        plans = self.plans
        self.update()
        rules = self._rules_by_endpoint.get(endpoint, ())
        if (
            len(rules) != 1
            or type(rules[0]) is not OwnRule
            or self.host_matching
            or endpoint[:1] == "."
        ):
            return None
        plan = Plan.of(rules[0])
        if plan is not None:
            plans[endpoint] = plan
        return plan

    @property
    def _rules(self) -> list[Rule]:
        with self._changing:
            return super()._rules


def _build_order(rule: Rule) -> tuple[int, int, int]:
    return rule.build_compare_key()
