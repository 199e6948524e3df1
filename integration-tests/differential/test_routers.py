"""Generated applications answer alike with the default router and with Werkzeug's own matcher.

Both are Costrel, so that no listed difference excuses anything. More of them:
``COSTREL_DIFFERENTIAL_APPLICATIONS=5000 pytest ...``.
"""

import gc
import logging
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import costrel
import costrel_werkzeug_router.plugin
from costrel_werkzeug_router import WerkzeugRouter

from .assembly import COSTREL, Framework, assemble
from .exchange import send
from .plan import Plan
from .strategies import messages, plans

MORE = os.environ.get("COSTREL_DIFFERENTIAL_APPLICATIONS")
APPLICATIONS = int(MORE or "200")
REQUESTS = 24
"""To each application."""


class Reference(costrel.Costrel):
    """Applications whose requests Werkzeug matches."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, plugins=[costrel_werkzeug_router.plugin], **options)


REFERENCE = Framework(costrel, Reference, {})

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
def test_generated_applications_answer_alike_with_either_router() -> None:
    """Status, headers and body are the same, byte for byte."""
    seen: Counter[int] = Counter()

    @campaign
    @given(plan=plans(), data=st.data())
    def run(plan: Plan, data: st.DataObject) -> None:
        try:
            default = assemble(plan, COSTREL)
        except Exception as error:
            with pytest.raises(type(error)):
                assemble(plan, REFERENCE)
            return
        reference = assemble(plan, REFERENCE)
        for message in data.draw(st.lists(messages(plan), min_size=REQUESTS, max_size=REQUESTS)):
            expected = send(reference, message)
            assert send(default, message) == expected, message
            seen[expected.code] += 1
        assert type(reference.router) is WerkzeugRouter

    run()
    gc.collect()  # so that they are found here
    assert {200, 308, 400, 404, 405} <= seen.keys()
    assert seen.total() >= APPLICATIONS * REQUESTS // 2
