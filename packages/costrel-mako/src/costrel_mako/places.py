"""Where in its templates an error arose."""

from contextlib import suppress

from mako.exceptions import RichTraceback


def note_places(error: Exception) -> None:
    """Add the lines of the templates to the error, as a note below its traceback.

    The traceback itself shows the modules that Mako has made of the templates.
    """
    # Whatever goes wrong here, the error itself is what must be seen.
    with suppress(Exception):
        records = RichTraceback(error, error.__traceback__).records
        places = [
            f"  {_readable(file)}, line {line}: {(text or '').strip()}"
            for _, _, _, _, file, line, text, _ in records
            if file
        ]
        note = "\n".join(["In these templates:", *places])
        if places and note not in getattr(error, "__notes__", ()):
            error.add_note(note)


def _readable(file: str) -> str:
    return "a string" if file.startswith("memory:") else file
