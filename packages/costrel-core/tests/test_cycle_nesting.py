"""Requests inside requests, on threads, in tasks and greenlets, sync and async."""

import asyncio
import threading

import pytest
from werkzeug.test import Client

from costrel_core import (
    copy_current_request_context,
    current_app,
    g,
    has_request_context,
    request,
)

alone = pytest.mark.alone


@alone
def test_a_request_inside_a_request_of_the_same_application_shares_g(app):
    """The outer request is current again afterwards."""

    @app.get("/inner")
    def inner():
        g.inner = "set"
        return f"{request.path} {g.outer}"

    @app.get("/outer")
    def outer():
        g.outer = "seen"
        text = Client(app).get("/inner").text
        return f"{text}, {request.path} {g.inner}"

    assert Client(app).get("/outer").text == "/inner seen, /outer set"


@alone
def test_a_request_inside_a_request_of_another_application_shares_nothing(make_app):
    """Each has its own ``g``."""
    first, second = make_app(name="first"), make_app(name="second")
    first.add_url_rule("/", "view", lambda: f"{current_app.name} {'mine' in g}")

    @second.get("/")
    def view():
        g.mine = 1
        return f"{Client(first).get('/').text} {current_app.name} {'mine' in g}"

    assert Client(second).get("/").text == "first False second True"


@alone
def test_requests_on_threads_never_meet(app):
    """Request, ``g`` and session are each one's own."""
    barrier = threading.Barrier(4)

    @app.get("/<int:number>")
    def view(number):
        g.number = number
        barrier.wait(10)
        seen = (g.number, request.view_args["number"], request.args["n"])
        barrier.wait(10)
        return list(seen)

    results = {}

    def send(number):
        for _ in range(5):
            results.setdefault(number, []).append(Client(app).get(f"/{number}?n={number}").json)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: [[number, number, str(number)]] * 5 for number in range(4)}


@alone
def test_tasks_see_the_context_they_were_made_in(app):
    """And what one pushes, no other sees."""
    order = []

    async def visit(number):
        with app.test_request_context(f"/{number}"):
            g.number = number
            for _ in range(3):
                await asyncio.sleep(0)
                order.append(number)
                assert (request.path, g.number) == (f"/{number}", number)
        return has_request_context()

    async def main():
        assert not has_request_context()
        with app.test_request_context("/outer"):
            paths = await asyncio.gather(*(inherit() for _ in range(2)))
        return paths, await asyncio.gather(*(visit(number) for number in range(3)))

    async def inherit():
        await asyncio.sleep(0)
        return request.path

    assert asyncio.run(main()) == (["/outer", "/outer"], [False] * 3)
    assert order[:3] == [0, 1, 2]


def test_requests_on_greenlets_never_meet(app):
    """As with gevent: they take turns on one thread."""
    from greenlet import getcurrent, greenlet

    @app.get("/<int:number>")
    def view(number):
        g.number = number
        getcurrent().parent.switch()
        return f"{g.number} {request.path}"

    def send(number):
        return Client(app).get(f"/{number}").text

    greenlets = [greenlet(send) for _ in range(3)]
    for number, each in enumerate(greenlets):
        each.switch(number)
        assert not has_request_context()
    assert [each.switch() for each in greenlets] == ["0 /0", "1 /1", "2 /2"]


def test_a_copy_is_current_on_another_greenlet(app):
    """As with gevent; the request that made it is not disturbed."""
    from greenlet import getcurrent, greenlet

    def work():
        getcurrent().parent.switch(request.path)
        return request.args["q"]

    with app.test_request_context("/x?q=1"):
        worker = greenlet(copy_current_request_context(work))
    with app.test_request_context("/other"):
        assert worker.switch() == "/x"
        assert request.path == "/other"
        assert worker.switch() == "1"
        assert request.path == "/other"


def test_async_functions_run_wherever_plain_ones_do(app):
    """By asgiref, with the context of the request."""

    @app.before_request
    async def before():
        await asyncio.sleep(0)
        g.steps = ["before"]

    @app.get("/")
    async def view():
        await asyncio.sleep(0)
        g.steps.append(request.path)
        raise LookupError

    @app.errorhandler(LookupError)
    async def handler(error):
        g.steps.append("handler")
        return {"steps": g.steps}

    @app.after_request
    async def after(response):
        response.headers["X-Steps"] = str(len(g.steps))
        return response

    @app.teardown_request
    async def teardown(error):
        torn.append(g.steps)

    torn = []
    client = Client(app)
    for _ in range(2):
        response = client.get("/")
        assert response.json == {"steps": ["before", "/", "handler"]}
        assert response.headers["X-Steps"] == "3"
    assert len(torn) == 2
