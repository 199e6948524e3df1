"""``python -m flask``: the command."""

from .cli import main

main()
