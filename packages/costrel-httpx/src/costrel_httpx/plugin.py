"""The plugin ``httpx``. Importing it must stay cheap: httpx comes with the first test client."""

from costrel_spec import ClientFactory, hookimpl


@hookimpl
def provide_testing() -> ClientFactory:
    """Test clients that are httpx's."""
    # Lazily, since an application in production never needs it.
    from .client_factory import HttpxClients  # noqa: PLC0415

    return HttpxClients()
