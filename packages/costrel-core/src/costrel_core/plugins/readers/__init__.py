from .reader import Reader
from .subject import Subject

__all__ = ["Reader", "Subject"]
