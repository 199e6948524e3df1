"""Flask itself."""

from .flask_alike import FlaskAlike

framework = FlaskAlike("flask:Flask")
