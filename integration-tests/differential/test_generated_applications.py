"""Generated applications answer generated requests as they would with Flask.

More of them, chosen anew each time: ``COSTREL_DIFFERENTIAL_APPLICATIONS=5000 pytest ...``.
"""

import gc
import logging
import os
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .pair import Pair
from .plan import Plan
from .strategies import messages, plans, url_options, url_values

DIFFERENCES = Path(__file__).parents[2] / "docs" / "differences.toml"
LISTED = {one["id"] for one in tomllib.loads(DIFFERENCES.read_text("utf-8"))["difference"]}
MORE = os.environ.get("COSTREL_DIFFERENTIAL_APPLICATIONS")
APPLICATIONS = int(MORE or "700")
REQUESTS = 36
"""To each application."""

STATUSES = (200, 206, 302, 304, 308, 400, 403, 404, 405, 416, 500)
MATCHES = ("rule", "redirect", "not allowed", "NotFound", "SecurityError", "WebsocketMismatch")
EXPECTED = {
    *(f"status {status}" for status in STATUSES),
    *(f"match {kind}" for kind in MATCHES),
    *("ascii-digits", "bounded-digits", "URL", "no URL"),
}
"""What the requests are to come by, lest they are all alike."""

campaign = settings(
    max_examples=APPLICATIONS,
    derandomize=MORE is None,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def no_log() -> Iterator[None]:
    """Thousands of errors on purpose."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")  # of hosts and cookies: they are no answers
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # of answers that were replaced
def test_generated_applications_answer_match_and_build_alike() -> None:
    """Status, headers and body; the rule, its arguments, redirects and allowed methods; URLs."""
    seen: Counter[str] = Counter()

    @campaign
    @given(plan=plans(), data=st.data())
    def run(plan: Plan, data: st.DataObject) -> None:
        pair = Pair.of(plan)
        if pair is None:
            seen["refused"] += 1
            return
        sent = data.draw(st.lists(messages(plan), min_size=REQUESTS, max_size=REQUESTS))
        for message in sent:
            pair.compare_matches(message)
            pair.compare_answers(message)
        pair.compare_urls(sent[-1], data.draw(url_values), data.draw(url_options))
        seen.update(pair.seen, requests=len(sent))

    run()
    gc.collect()  # so that they are found here
    assert seen["requests"] >= 20_000
    assert EXPECTED - seen.keys() == set()
    kinds = ("requests", "refused", "status", "match", "URL", "no URL")
    assert {name for name in seen if not name.startswith(kinds)} <= LISTED
