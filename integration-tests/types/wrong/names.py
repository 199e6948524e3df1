"""Names that do not exist."""

from costrel import Costrel, jsonfy  # wrong
from costrel_cli import AppGrup  # wrong
from costrel_sessions import SecureCookie  # wrong
from costrel_signals import request_begun  # wrong

app = Costrel(__name__)
app.add_template_fliter(str)  # wrong
