"""``graph``: plugins, their order and the slots that they fill, as a mermaid flowchart."""

from collections.abc import Iterator

from ..loading import LoadedPlugin
from ..specification import PROVIDE
from .subject import Subject

RELATIONS = ("requires", "wants", "after", "before")


def graph(subject: Subject) -> str:
    """The text of the flowchart; what failed has a dashed border."""
    plugins = subject.roster.plugins
    nodes = {plugin.name: f"p{number}" for number, plugin in enumerate(plugins, start=1)}
    lines = ["flowchart LR", *map("    {}".format, _lines(subject, nodes))]
    return "\n".join(lines)


def _lines(subject: Subject, nodes: dict[str, str]) -> Iterator[str]:
    plugins = subject.roster.plugins
    for plugin in plugins:
        yield f'{nodes[plugin.name]}["{_label(plugin)}"]'
    for slot in sorted(subject.slots.names):
        yield f'slot_{slot}(["{slot}"])'
    for plugin in plugins:
        yield from _relations(plugin, nodes)
    for slot in sorted(subject.slots.names):
        yield from _providers(subject, slot, nodes)
    failed = [nodes[plugin.name] for plugin in plugins if plugin.failure]
    if failed:
        yield "classDef failed stroke-dasharray: 5 5"
        yield f"class {','.join(failed)} failed"


def _label(plugin: LoadedPlugin) -> str:
    state = f"<br>{plugin.status}" if plugin.failure else ""
    return f"{plugin.name}{f' {plugin.version}' if plugin.version else ''}{state}".replace('"', "'")


def _relations(plugin: LoadedPlugin, nodes: dict[str, str]) -> Iterator[str]:
    for relation in RELATIONS:
        for other in sorted(getattr(plugin.declaration, relation)):
            if other in nodes:
                yield f"{nodes[plugin.name]} -- {relation} --> {nodes[other]}"


def _providers(subject: Subject, slot: str, nodes: dict[str, str]) -> Iterator[str]:
    winner = subject.winner(slot)
    for plugin in subject.roster.plugins:
        if PROVIDE + slot in plugin.hooks:
            arrow = "== fills ==>" if plugin is winner else "-. could fill .->"
            yield f"{nodes[plugin.name]} {arrow} slot_{slot}"
