"""All promises of the slot ``templates``."""

from .places import TemplatePlaces
from .rendering import TemplateRendering
from .values import TemplateValues


class TemplatesContract(TemplateRendering, TemplateValues, TemplatePlaces):
    """What every template engine promises."""
