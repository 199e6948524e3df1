"""The plugin ``testing``. Importing it must stay cheap: the client comes with its first use."""

from costrel_spec import ClientFactory, hookimpl


@hookimpl
def provide_testing() -> ClientFactory:
    """Test clients that are built on Werkzeug's."""
    # Lazily, since an application in production never needs it.
    from .client_factory import WerkzeugClients  # noqa: PLC0415

    return WerkzeugClients()
