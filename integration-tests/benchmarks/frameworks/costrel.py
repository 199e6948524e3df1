"""Costrel, with all its parts."""

from .flask_alike import FlaskAlike

framework = FlaskAlike("costrel:Costrel")
