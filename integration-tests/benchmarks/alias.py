"""Print what hello costs through costrel-flask, as a ratio to hello on costrel: ``alias.py [ROUNDS]``.

It leaves with 1 where the ratio is above the one that is promised.
"""

import sys

from frameworks import FRAMEWORKS, OWN, FlaskAlike
from rows import ROWS
from turns import take_turns

HIGHEST = 1.15
# By the folder's own name, so that it can be measured beside an installed Flask.
ALIAS = FlaskAlike("costrel_flask.flask:Flask")


def main(rounds: int = 40) -> int:
    """Measure both in turns."""
    own = FRAMEWORKS[OWN]()
    calls = {name: it.prepare(ROWS["hello"]) for name, it in ((OWN, own), ("alias", ALIAS))}
    times = {
        name: min(seconds)
        for name, seconds in take_turns({k: v for k, v in calls.items() if v}, rounds).items()
    }
    ratio = times["alias"] / times[OWN]
    print(
        f"hello: {times[OWN] * 1e6:.2f} us on costrel, {times['alias'] * 1e6:.2f} us through"
        f" costrel-flask: {ratio:.2f}x (at most {HIGHEST}x)"
    )
    return ratio > HIGHEST


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
