"""What is left of the speed behind a server, as far as it has a goal; see ``end_to_end.py``."""

from cases import Case
from figures import Rounds
from goal import Goal, at_least
from servers import in_turns, missing

_SECTION = "Server"
_ROUNDS, _SECONDS = 3, 3


def _granian(reference: str) -> Case:
    def measure(rounds: int) -> Rounds:
        return in_turns("granian", 1, (reference, "costrel"), min(rounds, _ROUNDS), _SECONDS)

    goals: dict[str, Goal] = {"flask": at_least(5), "falcon": at_least(0.95)}
    return Case(
        name=f"granian-{reference}",
        title=f"Hello behind Granian, 1 worker, to {reference.capitalize()}",
        section=_SECTION,
        goal=goals[reference],
        unit="us",
        reference=reference,
        own="costrel",
        measure=measure,
        missing=lambda: missing("granian"),
    )


CASES = [_granian("flask"), _granian("falcon")]
