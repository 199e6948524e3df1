"""Which parts a distribution has: those of the bundle, unless one is replaced, added or left out."""

from collections.abc import Iterable

from costrel_spec import SLOTS

from .errors import DistributionRefused
from .parts import Part, did_you_mean, installed

STANDARD = {
    "sessions": "sessions",
    "templating": "templates",
    "signals": "",
    "cli": "cli",
    "testing": "testing",
}
"""The parts of the bundle in their order, each with the slot that it fills; signals need none."""


def chosen(given: Iterable[str] = (), without: Iterable[str] = ()) -> tuple[Part, ...]:
    """The parts of a distribution.

    :param given: ``slot:part`` or ``part``; a part of the bundle stands for its slot.
    :param without: parts of the bundle, or their slots.
    :raises DistributionRefused: if there is no such part or slot, or they do not fit.
    """
    left_out = {_standard(name) for name in without}
    replaced: dict[str, Part] = {}
    added: list[Part] = []
    pairs = [_pair(text) for text in given]
    parts = {name: installed(name) for _, name in pairs}
    for place, name in pairs:
        part = parts[name]
        places = {_place(place, part, parts.values())} if place else _places(part)
        for each in sorted(places & STANDARD.keys()):
            _refuse_second(each, replaced.get(each), part, left_out)
            if not part.wraps:
                replaced[each] = part
        if part.wraps or not places & STANDARD.keys():
            added.append(part)
    kept = [replaced.get(name) or installed(name) for name in STANDARD if name not in left_out]
    every = tuple(dict.fromkeys([*kept, *added]))
    _refuse_rivals(every)
    return every


def split(texts: Iterable[str]) -> list[str]:
    """The words of a list that is written with commas or blanks, maybe in several pieces."""
    return " ".join(texts).replace(",", " ").split()


def _pair(text: str) -> tuple[str, str]:
    place, colon, name = text.rpartition(":")
    if not name or (colon and not place) or ":" in place:
        raise DistributionRefused(
            f"{text!r} names no part. Write it as SLOT:PART, such as templates:mako, or as PART alone."
        )
    return place, name


def _standard(name: str) -> str:
    """The part of the bundle that the name of a part or slot stands for."""
    for part, slot in STANDARD.items():
        if name in {part, slot}:
            return part
    raise DistributionRefused(
        f"--without names {name!r}, which is no part of the bundle. Its parts are"
        f" {', '.join(STANDARD)}; all else is left out anyway."
    )


def _places(part: Part) -> set[str]:
    """The parts of the bundle that a part replaces, of which nobody says what for."""
    return {name for name, slot in STANDARD.items() if slot in part.slots or name == part.name}


def _place(place: str, part: Part, others: Iterable[Part]) -> str:
    """The part of the bundle that is replaced, or the slot that nobody else in the bundle fills."""
    slot = STANDARD.get(place, place)
    slots = {*SLOTS, *(name for other in others for name in other.defines)}
    if slot and slot not in slots:
        raise DistributionRefused(
            f"There is no slot {place!r}, which was to be filled by {part.name!r}."
            f"{did_you_mean(place, {*slots, *STANDARD})} The slots are"
            f" {', '.join(sorted(slots))}; the bundle's parts stand for theirs:"
            f" {', '.join(STANDARD)}."
        )
    if slot and slot not in part.slots:
        fills = f"fills {', '.join(sorted(part.slots))}" if part.slots else "fills no slot"
        raise DistributionRefused(
            f"The part {part.name!r} of {part.distribution} {part.version} does not provide the slot"
            f" {slot!r}: it {fills}. Name a part that has the hook provide_{slot}."
        )
    return next((name for name, filled in STANDARD.items() if slot and slot == filled), place)


def _refuse_second(place: str, first: Part | None, part: Part, left_out: set[str]) -> None:
    if place in left_out:
        raise DistributionRefused(
            f"--without leaves {place!r} out, and --with puts {part.name!r} in its place. Say one of"
            " the two."
        )
    if first is not None and first != part:
        raise DistributionRefused(
            f"Both {first.name!r} and {part.name!r} were to take the place of {place!r}. Name one."
        )


def _refuse_rivals(parts: Iterable[Part]) -> None:
    """Two parts for one slot would not start; so would a part that fills more than was asked of it."""
    owners: dict[str, Part] = {}
    for part in parts:
        for slot in () if part.wraps else sorted(part.slots):
            if slot in owners:
                raise DistributionRefused(
                    f"Both {owners[slot].name!r} and {part.name!r} provide the slot {slot!r}, and a"
                    " distribution has one part for it. Leave one of them out."
                )
            owners[slot] = part
