"""Templates."""

from costrel_core import (
    render_template,
    render_template_string,
    stream_template,
    stream_template_string,
)

__all__ = [
    "render_template",
    "render_template_string",
    "stream_template",
    "stream_template_string",
]
