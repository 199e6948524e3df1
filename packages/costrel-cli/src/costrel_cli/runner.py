"""Running commands in tests."""

from typing import Any, ClassVar

from click.testing import CliRunner, Result

from costrel_spec import Application

from .brand import brand_of_prefix
from .script import ScriptInfo


class CommandRunner(CliRunner):
    """click's runner, which knows the application; ``app.test_cli_runner()`` makes one."""

    script_class: ClassVar[type[ScriptInfo]] = ScriptInfo

    def __init__(self, app: Application, **kwargs: Any) -> None:
        self.app = app
        super().__init__(**kwargs)

    def invoke(  # type: ignore[override]  # Flask's signature: the command may be left out
        self, cli: Any = None, args: Any = None, **kwargs: Any
    ) -> Result:
        """Run ``cli``, which is ``app.cli`` if None, in isolation; the result is click's.

        :param args: a list, or a string that is split as a shell would.
        :param obj: a ScriptInfo; by default one that holds the application.
        """
        if "obj" not in kwargs:
            kwargs["obj"] = self.script_class(
                create_app=lambda: self.app, brand=brand_of_prefix(self.app.env_prefix)
            )
        self.app.setup_plugins()
        return super().invoke(self.app.cli if cli is None else cli, args, **kwargs)
