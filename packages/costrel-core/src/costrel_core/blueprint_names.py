"""The blueprints that an endpoint belongs to."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def blueprint_names(endpoint: str | None) -> tuple[str, ...]:
    """The blueprint of ``endpoint`` and those around it, innermost first: ``a.b.view``: a.b, a."""
    if endpoint is None or "." not in endpoint:
        return ()
    name = endpoint.rpartition(".")[0]
    names = [name]
    while "." in name:
        name = name.rpartition(".")[0]
        names.append(name)
    return tuple(names)
