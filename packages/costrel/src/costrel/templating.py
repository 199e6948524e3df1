"""Templates."""

from costrel_core import (
    render_template,
    render_template_string,
    stream_template,
    stream_template_string,
)
from costrel_templating import DispatchingJinjaLoader, Environment

__all__ = [
    "DispatchingJinjaLoader",
    "Environment",
    "render_template",
    "render_template_string",
    "stream_template",
    "stream_template_string",
]
