"""Generated applications, and requests that are aimed at them."""

from typing import Any

from hypothesis import strategies as st

from .messages import Message
from .plan import Level, Options, Plan, Route
from .sessions import COOKIES
from .views import AFTER, BEFORE, HANDLED, HANDLERS, VIEWS

VARIABLES = {
    "": ["a", "b", "7", "é", "a.b", "x-y", "a b", "%2F"],
    "string(length=2):": ["ab", "b7"],
    "string(minlength=2, maxlength=3):": ["abc", "b"],
    "int:": ["0", "7", "42", "007", "-7", "٣", "1" * 301, "7" * 301, "0" * 400],
    "int(signed=True):": ["-7", "7"],
    "int(min=5, max=50):": ["4", "5", "51"],
    "int(fixed_digits=2):": ["07", "7"],
    "float:": ["1.5", "0.0", "1", "٣.٣"],
    "float(min=1):": ["1.5", "0.5"],
    "uuid:": ["12345678-1234-5678-1234-567812345678", "12345678"],
    'any(a, b, "x y"):': ["a", "b", "x y", "c"],
    "path:": ["a", "a/b", "b/7/x", "a//b"],
    "shout:": ["a", "b", "ab"],
    "pair:": ["a/b", "7/x"],
}
LITERALS = ["a", "b", "x", "7", "é", "a.b"]
METHODS = st.sampled_from(
    [None, None, None, ["GET"], ["GET", "POST"], ["POST"], ["POST", "put"], ["OPTIONS", "GET"]]
)
RARE: list[Options] = [
    {"defaults": {"v0": 7}},
    {"defaults": {"extra": "x"}},
    {"alias": True},
    {"build_only": True},
    {"redirect_to": "/elsewhere"},
    {"redirect_to": "to/<v0>"},
    {"redirect_to": lambda adapter, **values: f"f/{len(values)}"},
    {"strict_slashes": False},
    {"strict_slashes": True},
    {"merge_slashes": False},
    {"provide_automatic_options": False},
    {"provide_automatic_options": True},
    {"subdomain": "api"},
    {"subdomain": "<sub>"},
    {"host": "example.com"},
    {"host": "<h>.example.com"},
]


def rarely(values: list[Any], usual: Any, often: int) -> st.SearchStrategy[Any]:
    """One of the values now and then, else what is usual."""
    return st.sampled_from([*[usual] * often, *values])


def some(options: dict[str, list[Any]]) -> st.SearchStrategy[Options]:
    """Few of the options, each with one of its values."""
    pairs = [(name, value) for name, values in options.items() for value in values]
    return st.lists(st.sampled_from(pairs), max_size=3).map(dict)


@st.composite
def routes(draw: st.DrawFn, converters: list[str]) -> tuple[Route, str]:
    """A route of up to three segments, and a path aimed at it."""
    rule, aim = "", ""
    for number in range(draw(st.integers(0, 3))):
        literal = draw(rarely([""], draw(st.sampled_from(LITERALS)), 1))
        rule, aim = f"{rule}/{literal}", f"{aim}/{literal}"
        if not literal or draw(rarely([True], False, 5)):
            converter = draw(st.sampled_from(converters))
            rule += f"<{converter}v{number}>"
            aim += draw(st.sampled_from(VARIABLES[converter]))
    end = draw(st.sampled_from(["", "/"])) if rule else "/"
    options: Options = dict(draw(rarely(RARE, {}, 12)))
    methods = draw(METHODS)
    if methods:
        options["methods"] = methods
    endpoint = draw(st.sampled_from(["e0", "e1", "e2", "e3"]))
    view = draw(st.sampled_from(sorted(VIEWS)))
    return Route(rule + end, endpoint, view, options), aim + end


@st.composite
def registered(draw: st.DrawFn, name: str) -> tuple[Options, list[Options], str]:
    """The options of a blueprint, those of its registrations, and what its paths begin with."""
    prefixes = {
        "/p": "/p",
        "/p/": "/p",
        f"/<shout:of_{name}>": "/en",
        f"/a/<int:of_{name}>": "/a/7",
    }
    own = draw(some({"url_prefix": [*prefixes], "subdomain": ["api"]}))
    first = draw(some({"url_prefix": [*prefixes], "name": [f"{name}_renamed"]}))
    again = draw(rarely([[{"name": f"{name}_again", "url_prefix": "/again"}]], [], 5))
    prefix = first.get("url_prefix", own.get("url_prefix"))
    return own, [first, *again], prefixes.get(prefix, "")


@st.composite
def levels(draw: st.DrawFn, name: str, depth: int) -> tuple[Level, list[str]]:
    """An application or blueprint, and the paths aimed at it."""
    converters = draw(st.lists(st.sampled_from(sorted(VARIABLES)), min_size=1, max_size=3))
    made = draw(st.lists(routes(converters), min_size=1, max_size=5))
    aims = [aim for _, aim in made]
    below = []
    for number in range(draw(st.integers(0, 2)) if depth else 0):
        blueprint, further = draw(levels(f"{name}{number}", depth - 1))
        below.append(blueprint)
        aims += further
    options: Options = {}
    registrations: list[Options] = []
    if name != "root":
        options, registrations, prefix = draw(registered(name))
        aims = [prefix + aim for aim in aims]
    handlers = st.dictionaries(
        st.sampled_from(sorted(HANDLED)), st.sampled_from(sorted(HANDLERS)), max_size=2
    )
    level = Level(
        name,
        [route for route, _ in made],
        draw(rarely(sorted(BEFORE), "nothing", 12)),
        draw(rarely(sorted(AFTER), "keep", 8)),
        draw(handlers),
        options,
        registrations,
        below,
    )
    return level, aims


ARGUMENTS: list[Options] = [
    {"subdomain_matching": True},
    {"host_matching": True, "static_host": "example.com"},
    {"static_url_path": "/files"},
    {"static_folder": None},
]
CONFIG: dict[str, list[Any]] = {
    "SERVER_NAME": ["example.com", "example.com:8000"],
    "APPLICATION_ROOT": ["/mounted"],
    "PREFERRED_URL_SCHEME": ["https"],
    "TRUSTED_HOSTS": [["example.com"], [".example.com"], ["example.com"]],
    "MAX_CONTENT_LENGTH": [0, 10, 100],
    "MAX_FORM_MEMORY_SIZE": [5],
    "MAX_FORM_PARTS": [1],
    "TRAP_HTTP_EXCEPTIONS": [True],
    "TRAP_BAD_REQUEST_ERRORS": [True],
    "PROPAGATE_EXCEPTIONS": [True, True, None],
    "TESTING": [True],
    "DEBUG": [True],
    "PROVIDE_AUTOMATIC_OPTIONS": [False],
    "SECRET_KEY": [None],
    "SESSION_COOKIE_NAME": ["s"],
    "SESSION_COOKIE_SECURE": [True],
    "SESSION_COOKIE_PARTITIONED": [True],
    "SESSION_COOKIE_SAMESITE": ["Strict"],
    "SESSION_COOKIE_HTTPONLY": [False],
    "SESSION_COOKIE_PATH": ["/p"],
    "SESSION_COOKIE_DOMAIN": ["example.com"],
    "SESSION_REFRESH_EACH_REQUEST": [False],
    "SEND_FILE_MAX_AGE_DEFAULT": [60],
    "USE_X_SENDFILE": [True],
    "MAX_COOKIE_SIZE": [10],
}
FLAGS: list[Options] = [
    {"strict_slashes": False},
    {"merge_slashes": False},
    {"redirect_defaults": False},
    {"sort_parameters": True},
]
FILES = [
    "/static/page.txt",
    "/static/style.css",
    "/files/page.txt",
    "/static/",
    "/static/../views.py",
]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """An application with up to two levels of blueprints."""
    root, aims = draw(levels("root", 2))
    return Plan(
        root,
        draw(rarely(ARGUMENTS, {}, 6)),
        draw(some(CONFIG)),
        draw(rarely(FLAGS, {}, 4)),
        [*aims, *FILES[:2]],
    )


ODD = ["", "x", "//", "//x", "/a//b", "/nowhere", "/é/٣", "///a/", *FILES]
HOSTS = ["example.com:8000", "api.example.com", "EXAMPLE.com", "other.org", "b@d", "", "[::1]:80"]
QUERIES = ["a=1&a=2&b=", "x=%C3%A9+y", "%", "a=%FF", "&&=", "name=Ada;b=2"]
BODIES: list[tuple[bytes, str]] = [
    (b"name=Ada&x=1&x=2", "application/x-www-form-urlencoded"),
    (b"x=%FF", "application/x-www-form-urlencoded; charset=latin-1"),
    (b'{"a": [1, 2.5, null], "b": "\\u00e9"}', "application/json"),
    (b'["x"]', "application/vnd.api+json"),
    (b"{broken", "application/json"),
    (b"\xff", "application/json"),
    (b"[" * 5_000, "application/json"),
    (b"plain", "text/plain"),
    (b"plain", ""),
    (
        (
            b'--B\r\nContent-Disposition: form-data; name="name"\r\n\r\nAda\r\n'
            b'--B\r\nContent-Disposition: form-data; name="file"; filename="f.txt"\r\n'
            b"Content-Type: text/plain\r\n\r\nfile\r\n--B--\r\n"
        ),
        "multipart/form-data; boundary=B",
    ),
    (b"--B\r\nbroken", "multipart/form-data; boundary=B"),
    (b"x", "multipart/form-data"),
]
HEADERS: list[dict[str, str]] = [
    {"Range": "bytes=0-9"},
    {"Range": "bytes=5-"},
    {"Range": "bytes=-5"},
    {"Range": "bytes=900-"},
    {"Range": "bytes=0-1,3-4"},
    {"Range": "lines=1-2"},
    {"If-None-Match": '"version"'},
    {"If-None-Match": "*"},
    {"If-Match": '"other"'},
    {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"If-Range": '"version"', "Range": "bytes=0-3"},
    {"If-Range": '"other"', "Range": "bytes=0-3"},
    {"Accept": "application/json;q=0.5, text/html"},
    {"Cookie": 'a=1; b="2"; a=3; é=x'},
    {"Upgrade": "websocket", "Connection": "Upgrade"},
    {"X-Forwarded-Host": "evil.example"},
    *({"Cookie": cookie} for cookie in COOKIES),
]
METHODS_SENT = st.sampled_from(
    [*["GET"] * 8, *["POST"] * 4, *["HEAD", "OPTIONS"] * 2, "PUT", "DELETE", "get", "MADE"]
)
BODIES_SENT = st.sampled_from(BODIES)
BODY_OF_A_GET = rarely(BODIES, (b"", ""), 150)
REST = st.fixed_dictionaries(
    {
        "query": rarely(QUERIES, "", 60),
        "host": rarely([*HOSTS, "Example.COM"], "example.com", 60),
        "scheme": rarely(["https", "ws"], "http", 30),
        "root": rarely(["/mounted", "/m é"], "", 30),
        "headers": rarely(HEADERS, {}, 30),
        "by_client": rarely([True], False, 9),
    }
)
ODD_PATHS = rarely(ODD, None, 150)
CHANGES = rarely(["end", "end", "double", "drop", "swap"], "", 15)
SEGMENTS = st.sampled_from([*LITERALS, "", "a/b", "-7"])


@st.composite
def messages(draw: st.DrawFn, plan: Plan) -> Message:
    """A request that matches, nearly matches, or is odd."""
    path = draw(ODD_PATHS)
    if path is None:
        path = _changed(draw, draw(st.sampled_from(plan.aims)))
    method = draw(METHODS_SENT)
    body, content_type = draw(BODY_OF_A_GET if method in {"GET", "HEAD"} else BODIES_SENT)
    return Message(method, path, body=body, content_type=content_type, **draw(REST))


def _changed(draw: st.DrawFn, path: str) -> str:
    """The path, or one that is near to it."""
    segments = path.split("/")
    match draw(CHANGES):
        case "end":
            return path[:-1] if path.endswith("/") else path + "/"
        case "double":
            return path.replace("/", "//", draw(st.integers(1, 3)))
        case "drop":
            return "/".join(segments[:-1])
        case "swap":
            segments[draw(st.integers(0, len(segments) - 1))] = draw(SEGMENTS)
            return "/".join(segments)
        case _:
            return path


url_values = st.dictionaries(
    st.sampled_from(["v0", "v1", "v2", "v9", "lang", "sub", "h", "extra", "filename"]),
    st.sampled_from(["a", "b", 7, 1.5, "x y", "é/ü", None, "", ["l", "m"]]),
    max_size=7,
)
url_options = st.sampled_from(
    [
        {},
        {"_external": True},
        {"_external": False},
        {"_scheme": "https"},
        {"_scheme": "ftp", "_external": False},
        {"_method": "POST"},
        {"_method": "put", "_anchor": "x y/é?"},
        {"_external": True, "_scheme": "", "_anchor": "a"},
    ]
)
