"""Write ``parts.lock``: the parts of the distribution, with the versions that are installed now."""

import os
import sys
from pathlib import Path

from anvil_web import Anvil

LOCK = Path(__file__).parents[1] / "parts.lock"

if __name__ == "__main__":
    os.environ["COSTREL_LOCK"] = ""  # the one that is there may be out of date
    app = Anvil("anvil_web", plugins=[])
    os.environ["COSTREL_LOCK"] = str(LOCK)
    path, digest = app.write_lock()
    sys.stdout.write(f"Wrote {path}: {digest}\n")
