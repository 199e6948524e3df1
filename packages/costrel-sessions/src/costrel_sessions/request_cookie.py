"""One cookie of a request, found without parsing the others."""

from werkzeug.sansio.http import parse_cookie


def find_cookie(header: str, name: str) -> str | None:
    """The first cookie called ``name``, as ``request.cookies`` has it; None where there is none.

    :param header: the Cookie header as WSGI has it.
    :param name: without spaces, quotes, ``=`` and ``;``.
    """
    start = header.find(name)
    if start < 0:
        return None
    if '"' not in header and (
        start == 0 or header[start - 1] == ";" or header[start - 2 : start] == "; "
    ):
        # Without quotes each semicolon ends a cookie. So the first place with the name is the first
        # cookie of that name, if it is followed by "=" and a value without spaces.
        end = start + len(name)
        stop = header.find(";", end)
        value = header[end + 1 :] if stop < 0 else header[end + 1 : stop]
        if header[end : end + 1] == "=" and " " not in value and "\t" not in value:
            return value
    return parse_cookie(header).get(name)
