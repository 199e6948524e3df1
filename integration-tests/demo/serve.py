"""Serve the example blog: ``serve.py [--port 5000] [--instance FOLDER]``.

It makes the blog's database, or keeps the one there is, takes the next free port where the wished
one is taken, and prints the address.
"""

import argparse
import socket
import subprocess
import sys
from pathlib import Path

from werkzeug.serving import make_server

from costrel_blog import create_app

HOST = "127.0.0.1"
PORTS_TRIED = 100


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="demo", description="Serve the example blog.")
    parser.add_argument("--port", type=int, default=5000, help="the port, or the first one to try")
    parser.add_argument("--instance", help="the folder for the database and the secret key")
    options = parser.parse_args()
    instance = options.instance and str(Path(options.instance).resolve())

    make_database(instance)
    listener = free_port(options.port)
    port = listener.getsockname()[1]
    app = create_app(instance_path=instance)
    server = make_server(HOST, port, app, threaded=True, fd=listener.fileno())
    if port != options.port:
        print(f"Port {options.port} is taken.")
    print(f"The blog is at http://{HOST}:{port}/ - Ctrl-C stops it.", flush=True)
    server.serve_forever()


def make_database(instance: str | None) -> None:
    """Call the blog's own command, as its user would."""
    costrel = next(Path(sys.executable).parent.glob("costrel*"))
    app = f"costrel_blog:create_app(instance_path={instance!r})"
    code = subprocess.call([costrel, "--app", app, "init-db", "--samples"])
    if code:
        sys.exit(f"The blog's database could not be made [exit code {code}]; it says above why.")


def free_port(first: int) -> socket.socket:
    """A socket that listens on the first free port, which nobody else can take from here on."""
    for port in range(first, first + PORTS_TRIED):
        listener = socket.socket()
        if sys.platform != "win32":  # there, it would share a port that is taken
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()
        except OSError:
            listener.close()
        else:
            return listener
    sys.exit(f"No port from {first} to {first + PORTS_TRIED - 1} is free on {HOST}.")


if __name__ == "__main__":
    main()
