"""Walk through the running blog as its readers and authors do, and fail where it breaks a promise.

The promises are those of the blog's README: addresses, fields and texts.
"""

import secrets
import sys
from collections.abc import Callable

from server import Server
from visitor import Failed, Visitor

TITLE = "Loops & <b>hooks</b>"
NEW_TITLE = "Loops, hooks & nothing else"


class Walk:
    """One author's visit, with a reader who looks on."""

    def __init__(self, address: str) -> None:
        self.author, self.reader = Visitor(address), Visitor(address)
        self.name, self.password = f"walker-{secrets.token_hex(4)}", secrets.token_urlsafe()
        self.post = ""

    def read_the_list(self) -> str:
        """The first page, with its style sheet."""
        home = self.reader.get("/").must(200)
        sheet = home.text.partition('rel="stylesheet"')[2].partition('href="')[2].partition('"')[0]
        self.reader.get(sheet).must(200, "{")
        return f"200, with its style sheet {sheet}"

    def miss_a_page(self) -> str:
        """What is not there, and what is not for everybody."""
        self.reader.get("/posts/987654321").must(404)
        self.reader.get("/posts/new").must(303, lead_to="/account/login")
        return "404 for no such post, and a log-in is needed to write"

    def register(self) -> str:
        """A new account."""
        path = "/account/register"
        form = self.author.get(path).must(200)
        self.author.send(form, path, name=self.name, password="short").must(422)
        self.author.post(path, name=self.name, password=self.password).must(400)
        form = self.author.get(path)
        answer = self.author.send(form, path, name=self.name, password=self.password)
        answer.must(303, lead_to="/account/login")
        self.author.follow(answer).must(200, "Your account is ready.")
        return f"an account for {self.name}; 422 for a short password, 400 for a forged form"

    def log_in(self) -> str:
        """A session."""
        path = "/account/login"
        form = self.author.get(path).must(200)
        self.author.send(form, path, name=self.name, password="wrong password").must(422)
        form = self.author.get(path)
        answer = self.author.send(form, path, name=self.name, password=self.password)
        answer.must(303, lead_to="/")
        self.author.follow(answer).must(200, f"Hello, {self.name}.")
        return f"Hello, {self.name}; 422 for a wrong password"

    def write(self) -> str:
        """A post that everybody can read."""
        form = self.author.get("/posts/new").must(200)
        answer = self.author.send(form, "/posts/new", title=TITLE, text="First.\n\nSecond <i>.")
        self.post = answer.must(303, lead_to=r"/posts/\d+").headers["Location"]
        self.author.follow(answer).must(200, "Your post is published.", TITLE, "Second <i>.")
        self.reader.get(self.post).must(200, TITLE).must_not_show("<b>hooks")
        self.reader.get("/").must(200, TITLE)
        return f"{self.post}, read by somebody else, with its <b> as text"

    def edit(self) -> str:
        """The same post, changed by its author only."""
        path = self.post + "/edit"
        self.reader.get(path).must(303, lead_to="/account/login")
        form = self.author.get(path).must(200, TITLE)
        self.author.send(form, path, title="", text="Third.").must(422)
        answer = self.author.send(form, path, title=NEW_TITLE, text="Third.")
        answer.must(303, lead_to=self.post)
        self.author.follow(answer).must(200, "Your changes are saved.", NEW_TITLE, "Third.")
        self.reader.get(self.post).must(200, NEW_TITLE).must_not_show("First.")
        return f"{self.post} has its new title; 422 for none"

    def delete(self) -> str:
        """No post any more."""
        path = self.post + "/delete"
        self.author.get(path).must(405)
        form = self.author.get(self.post + "/edit").must(200)
        answer = self.author.send(form, path).must(303, lead_to="/")
        self.author.follow(answer).must(200, "Your post is deleted.").must_not_show("Loops, hooks")
        self.reader.get(self.post).must(404)
        return f"{self.post} is gone, for its author and for others"

    def log_out(self) -> str:
        """No session any more."""
        form = self.author.get("/").must(200)
        answer = self.author.send(form, "/account/logout").must(303, lead_to="/")
        self.author.follow(answer).must(200, "You are logged out.")
        self.author.get("/posts/new").must(303, lead_to="/account/login")
        return "a log-in is needed again"

    def steps(self) -> list[Callable[[], str]]:
        """The steps in their order; each tells what it saw."""
        return [
            self.read_the_list,
            self.miss_a_page,
            self.register,
            self.log_in,
            self.write,
            self.edit,
            self.delete,
            self.log_out,
        ]


def main() -> None:
    """Start the demo, take every step, and stop it."""
    with Server() as server:
        print(f"start: the blog answers at {server.address}", flush=True)
        for step in Walk(server.address).steps():
            name = step.__name__.replace("_", " ")
            try:
                seen = step()
                server.must_be_well()
            except (Failed, OSError) as error:
                log = "".join(server.log[-40:])
                sys.exit(f"{name}: FAILED\n{error}\n\nThe server's last lines:\n{log}")
            print(f"{name}: {seen}", flush=True)
    print("stop: the server ended. The walk is complete.")


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        sys.exit(f"FAILED: {error}")
