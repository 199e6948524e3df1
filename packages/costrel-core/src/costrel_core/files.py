"""Answers with the content of files."""

import os
import re
from collections.abc import Callable
from datetime import datetime
from typing import IO, Any

import werkzeug.utils
from werkzeug.exceptions import NotFound

from costrel_spec import app_context, request_context

from . import small_files
from .headers import checked_text
from .responses import Response

_ON_WINDOWS = os.name == "nt"
_has_control = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]").search


def send_file(
    path_or_file: os.PathLike[str] | str | IO[bytes],
    mimetype: str | None = None,
    as_attachment: bool = False,
    download_name: str | None = None,
    conditional: bool = True,
    etag: bool | str = True,
    last_modified: datetime | float | None = None,
    max_age: int | Callable[[str | None], int | None] | None = None,
) -> Response:
    """A response with the content of a file; never pass a path that comes from a request.

    :param path_or_file: a path (a relative one is below the application's root path), or a file
        that is open for reading bytes.
    :param mimetype: guessed from the file's name if it is not given.
    :param as_attachment: whether the browser is to save the file instead of showing it.
    :param download_name: the name it is saved under; the file's own by default.
    :param conditional: whether requests for a range, or for what has changed since, are heeded.
    :param etag: a tag for this state of the file, or whether to make one.
    :param last_modified: when the file changed, if that is not what the file system says.
    :param max_age: for how many seconds the browser may keep the file; the application's
        ``get_send_file_max_age`` says it by default.
    """
    _check_name(download_name)
    sent: Any = werkzeug.utils.send_file(
        path_or_file,
        mimetype=mimetype,
        as_attachment=as_attachment,
        download_name=download_name,
        conditional=conditional,
        etag=etag,
        last_modified=last_modified,
        **_surroundings(app_context().app, max_age),
    )
    response: Response = sent
    return response


def send_from_directory(
    directory: os.PathLike[str] | str, path: os.PathLike[str] | str, **kwargs: Any
) -> Response:
    """A response with the content of a file in a directory; ``path`` may come from a request.

    :param directory: where the file is; a relative one is below the application's root path.
    :param path: its path in the directory.
    :param kwargs: as for ``send_file``.
    :raises werkzeug.exceptions.NotFound: where no regular file is found in the directory.
    """
    app: Any = app_context().app
    environ = request_context().request.environ
    max_age = kwargs.pop("max_age", None)
    key = (app.root_path, os.fspath(directory), os.fspath(path))
    short = (
        not kwargs
        and app.response_class is Response
        and not app.config["USE_X_SENDFILE"]
        and small_files.whole(environ)
    )
    if short and (file := small_files.known(key)) is not None:
        age = app.get_send_file_max_age(file.path) if max_age is None else max_age
        response = file.answer(environ, age)
        if response is not None:
            return response
    sent = _sent(key, {**kwargs, **_surroundings(app, max_age)})
    if short:
        small_files.remember(key, sent)
    return sent


def _sent(key: small_files.Key, options: dict[str, Any]) -> Response:
    _, directory, path = key
    _check_name(options.get("download_name"))
    # No name holds a NUL, and no header the others; a colon leads to another stream of a file on
    # Windows, or to its source.
    if _has_control(path) or (_ON_WINDOWS and ":" in path):
        raise NotFound
    try:
        sent: Any = werkzeug.utils.send_from_directory(directory, path, **options)
    except FileNotFoundError:  # deleted since it was found
        raise NotFound from None
    except PermissionError as error:
        # A client must not learn that there is a file; who runs the application must.
        app_context().app.logger.warning("A file can't be sent: %s", error)
        raise NotFound from None
    response: Response = sent
    return response


def _check_name(name: str | None) -> None:
    # Before the file is opened, which would stay open where the header is refused.
    if name is not None and (found := _has_control(name)):
        checked_text("The download name, like all header values,", found[0])


def _surroundings(app: Any, max_age: Any) -> dict[str, Any]:
    """What Werkzeug must know of the application and the request."""
    return {
        "environ": request_context().request.environ,
        "max_age": app.get_send_file_max_age if max_age is None else max_age,
        "response_class": app.response_class,
        "use_x_sendfile": app.config["USE_X_SENDFILE"],
        "_root_path": app.root_path,
    }
