"""Answers with the content of files."""

import os
from datetime import datetime
from typing import IO, Any

import werkzeug.utils
from werkzeug.wrappers import Response

from costrel_spec import app_context, request_context


def send_file(
    path_or_file: os.PathLike[str] | str | IO[bytes],
    mimetype: str | None = None,
    as_attachment: bool = False,
    download_name: str | None = None,
    conditional: bool = True,
    etag: bool | str = True,
    last_modified: datetime | float | None = None,
    max_age: Any = None,
) -> Response:
    """The content of a file."""
    return werkzeug.utils.send_file(
        path_or_file,
        mimetype=mimetype,
        as_attachment=as_attachment,
        download_name=download_name,
        conditional=conditional,
        etag=etag,
        last_modified=last_modified,
        **_surroundings(max_age),
    )


def send_from_directory(
    directory: os.PathLike[str] | str, path: os.PathLike[str] | str, **kwargs: Any
) -> Any:
    """The content of a file below a directory."""
    return werkzeug.utils.send_from_directory(
        directory, path, **kwargs, **_surroundings(kwargs.pop("max_age", None))
    )


def _surroundings(max_age: Any) -> dict[str, Any]:
    app: Any = app_context().app
    return {
        "max_age": app.get_send_file_max_age if max_age is None else max_age,
        "environ": request_context().request.environ,
        "use_x_sendfile": app.config["USE_X_SENDFILE"],
        "response_class": app.response_class,
        "_root_path": app.root_path,
    }
