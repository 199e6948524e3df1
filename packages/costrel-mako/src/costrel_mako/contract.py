"""What the contract of the slot has to know: its templates in Mako's language.

The entry point of the group ``costrel.contracts`` has ``costrel conform`` find it.
"""

from collections.abc import Mapping
from typing import ClassVar

_FLASHES = """% for each in get_flashed_messages():
${each},\\
% endfor
"""


class Details:
    """Attributes of the contract's test class."""

    sources: ClassVar[Mapping[str, str]] = {
        "value": "${value}",
        "call": "${value()}",
        "request": "${request.path}",
        "session": "${session['user']}",
        "g": "${g.user}",
        "config": "${config['COLOUR']}",
        "url_for": "${url_for('page')}",
        "flashes": _FLASHES,
        "filter": "${value | shout}",
        "test": "${'yes' if whole(value) else 'no'}",
        "global": "${greet('Ada')}",
        "include": "[<%include file='part.html'/>]",
        "export": "<%def name='hello(name)'>Hello ${name}</%def>",
    }
