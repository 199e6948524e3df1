"""The command line with rich help pages and tables; ``plugin`` is all that others use of it."""
