"""Mako keeps the contract of its slot."""

from costrel_testing.contracts import TemplatesContract

FLASHES = """% for each in get_flashed_messages():
${each},\\
% endfor
"""
EXPORT = "<%def name='hello(name)'>Hello ${name}</%def>"


class TestMako(TemplatesContract):
    """In an application of the core."""

    plugin = "mako"
    distribution = "costrel_core:App"
    sources = {
        "value": "${value}",
        "call": "${value()}",
        "request": "${request.path}",
        "session": "${session['user']}",
        "g": "${g.user}",
        "config": "${config['COLOUR']}",
        "url_for": "${url_for('page')}",
        "flashes": FLASHES,
        "filter": "${value | shout}",
        "test": "${'yes' if whole(value) else 'no'}",
        "global": "${greet('Ada')}",
        "include": "[<%include file='part.html'/>]",
        "export": EXPORT,
    }
