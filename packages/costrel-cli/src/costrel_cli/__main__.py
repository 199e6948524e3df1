"""``python -m costrel_cli``: the command, with the working folder in ``sys.path``."""

from .command import main

if __name__ == "__main__":
    main()
