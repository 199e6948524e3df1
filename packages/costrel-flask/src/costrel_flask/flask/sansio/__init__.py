"""What is about no input or output; its modules are imported on use."""

from costrel_spec.late_names import late_names

__getattr__, __dir__ = late_names(__name__, {".app": (), ".blueprints": (), ".scaffold": ()})
