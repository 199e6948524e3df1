"""``python -m costrel``: the command, with the working folder in ``sys.path``."""

from .cli import main

if __name__ == "__main__":
    main()
