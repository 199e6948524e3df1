"""``check``: what is wrong with an application, or does nothing."""

from collections.abc import Callable, Iterator

from costrel_spec.inspection import Commands, Finding

from .command_checks import hidden_commands
from .config_checks import config_conflicts
from .plugin_checks import deprecated_hooks, failures, misspelt_names, unmarked_hooks
from .replacement_checks import replacements
from .route_checks import endpoints_without_view, shadowed_routes
from .slot_checks import slot_findings
from .subject import Subject
from .template_checks import hidden_builtins, shadowed_templates

CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    failures,
    deprecated_hooks,
    unmarked_hooks,
    misspelt_names,
    slot_findings,
    shadowed_routes,
    endpoints_without_view,
    config_conflicts,
    shadowed_templates,
    hidden_builtins,
    replacements,
)


def check(subject: Subject, commands: Commands) -> Iterator[Finding]:
    """Every finding; those that explain others come first."""
    for look in CHECKS:
        yield from look(subject)
    yield from hidden_commands(subject, commands)
