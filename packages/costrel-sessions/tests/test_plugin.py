"""Tests of the plugin."""

import subprocess
import sys

import pytest

from costrel_sessions import SecureCookieSessionInterface, plugin

pytestmark = pytest.mark.alone


def test_it_fills_the_slot_with_signed_cookies(site) -> None:
    """Each application gets an interface of its own."""
    first, second = plugin.provide_sessions(site), plugin.provide_sessions(site)
    assert type(first) is type(second) is SecureCookieSessionInterface
    assert first is not second


def test_loading_it_imports_no_itsdangerous() -> None:
    """Nor does anything else of this package: applications without sessions start sooner."""
    program = "import sys, costrel_sessions.plugin; sys.exit('itsdangerous' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_it_reports_what_is_wrong_with_the_keys(make_site) -> None:
    """Before a deployment, and nothing where they are good."""
    assert list(plugin.deploy_checks(make_site())) == []
    (finding,) = plugin.deploy_checks(make_site(SECRET_KEY="dev"))
    assert "easy to guess" in finding
