"""Settings, in the order in which a request meets them.

Everything that differs between machines comes from an environment variable, with a default for `make serve` on one
machine. README.md lists them in a table.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from taxonomy_site.headers import add_to_static
from taxonomy_site.private_files import DATABASE, KEY, make_private_file, make_private_folder

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))
"""Where the embedded database, the secret key and the collected static files are kept."""

env = environ.FileAwareEnv()


def setting(name: str, default: Any, read: Any, expected: str) -> Any:
    """The environment variable read by ``read``, or the default; the error for a wrong value names the variable."""
    try:
        return read(name, default=default)
    except (ValueError, ImproperlyConfigured) as fault:
        raise ImproperlyConfigured(
            f"The environment variable {name} is {os.environ.get(name)!r}; expected {expected}."
        ) from fault


def _secret_key() -> str:
    """SECRET_KEY from the environment, or one that is made once and kept under VAR_DIR, readable by its owner only."""
    if given := setting("SECRET_KEY", "", env.str, "a long random text"):
        return given
    kept = VAR_DIR / KEY
    if not kept.exists():
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(50))
        except FileExistsError:  # another process was first
            pass
    return kept.read_text()


make_private_folder(VAR_DIR)
SECRET_KEY = _secret_key()
DEBUG = setting("DEBUG", False, env.bool, "true or false")

# --- Hosts and transport

ALLOWED_HOSTS = setting(
    "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"], env.list, "host names, by comma"
)
HTTPS = setting("HTTPS", False, env.bool, "true when visitors reach the site by https, otherwise false")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = setting(
    "HSTS_SUBDOMAINS", False, env.bool, "true when every subdomain is reached by https too"
)
SECURE_HSTS_PRELOAD = setting(
    "HSTS_PRELOAD", False, env.bool, "true to let browsers list the domain for good"
)
SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$"]  # whoever asks for health has no certificate of the site
TRUST_PROXY = setting("TRUST_PROXY", False, env.bool, "true behind a proxy that sets X-Forwarded-Proto")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
TRUSTED_PROXIES = setting(
    "TRUSTED_PROXIES", 0, env.int, "the number of proxies in front that add to X-Forwarded-For"
)
CSRF_TRUSTED_ORIGINS = setting("CSRF_TRUSTED_ORIGINS", [], env.list, "origins with their scheme, by comma")

# --- Middleware, outermost first

MIDDLEWARE = [
    "taxonomy_site.middleware.security",
    "taxonomy_site.middleware.plain_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "taxonomy_site.middleware.bounded_bodies",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

BODY_SECONDS = setting("BODY_SECONDS", 10, env.int, "seconds")
MOST_BODY_BYTES = 12 * 1024 * 1024  # an upload of 10 MB, and the other fields of its form
DATA_UPLOAD_MAX_MEMORY_SIZE = MOST_BODY_BYTES  # a page returns ten thousand titles as one field

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
PERMISSIONS_POLICY = ", ".join(
    f"{name}=()"
    for name in (
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "payment",
        "usb",
        "browsing-topics",
    )
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

TRACKING_PARAMETERS = {
    *("fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid"),
    *("igshid", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl", "_hsenc", "_hsmi"),
    *("ref", "ref_src", "srsltid"),
}
"""Parameters that others add to links, as they add whatever begins with utm_; no page has one of these names."""

ROOT_URLCONF = "taxonomy_site.urls"
WSGI_APPLICATION = "taxonomy_site.wsgi.application"

# --- Applications and templates

INSTALLED_APPS = [
    "roles",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_filters",
    "simple_history",
    "axes",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "roles.context_processors.revision",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# --- Finished pages

CACHES = {
    "default": setting("CACHE_URL", "locmemcache://", env.cache_url, "a cache URL, such as redis://host/0")
}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
    CACHES["default"]["BACKEND"] = "taxonomy_site.shared_cache.SharedCache"  # it may be away
IS_CACHE_SHARED = not CACHES["default"]["BACKEND"].endswith(("LocMemCache", "DummyCache"))
PAGE_MEMORY_MB = setting("PAGE_MEMORY_MB", 64, env.int, "megabytes for each worker")

# --- Databases

DATABASES = {
    "default": setting("DATABASE_URL", f"sqlite:///{VAR_DIR / DATABASE}", env.db_url, "a database URL")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    if (database := Path(DATABASES["default"]["NAME"])).parent.is_dir():
        make_private_file(database)
    # Writers wait for each other from the start of a transaction instead of failing half-way through it;
    # readers never wait (WAL). A writer waits for as long as a load of the whole catalogue takes on a busy machine
    # (benchmarks/faults.py: 20 s were too few); after that the request is answered with 503.
    DATABASES["default"] |= {
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        },
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Connections are pooled, and checked when they are taken; a statement is planned once for all parameters.
    statement_seconds = setting("STATEMENT_SECONDS", 0, env.int, "seconds, or 0")
    DATABASES["default"] |= {
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                "max_size": setting("POOL_SIZE", 10, env.int, "connections"),
                "timeout": 5,
            },
            "connect_timeout": 5,
            "server_side_binding": True,
            "prepare_threshold": 2,
            "options": f"-c plan_cache_mode=force_generic_plan -c statement_timeout={statement_seconds}s",
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"  # where a refused ``next`` leads
SESSION_ENGINE = "taxonomy_site.sessions"
AXES_CLIENT_IP_CALLABLE = "taxonomy_site.incoming.address_of"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "locked.html"

SIMPLE_HISTORY_REVERT_DISABLED = True  # changes go through the review actions, which check the rules

# --- Language and time

LANGUAGE_CODE = "en-gb"
USE_I18N = False  # one language; choosing it took a tenth of the time of a page
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "taxonomy_site.formats"  # times in lists of the admin are followed by UTC
USE_TZ = True

# --- Static files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ADD_HEADERS_FUNCTION = add_to_static
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- The catalogue

FIXTURES_DIR = BASE_DIR / "fixtures"

# --- Lists of titles, and receipts

LIST_PROCESSES = setting("LIST_PROCESSES", 2, env.int, "the number of processes, or 0")
LISTS_PER_VISITOR = setting("LISTS_PER_VISITOR", 30, env.int, "the number of long lists in an hour")
RECEIPT_DAYS = setting("RECEIPT_DAYS", 90, env.int, "days")
RECEIPTS_PER_VISITOR = setting("RECEIPTS_PER_VISITOR", 20, env.int, "the number of receipts in a day")
MOST_RECEIPTS = setting("MOST_RECEIPTS", 10_000, env.int, "the number of receipts")

# --- Log

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": setting("LOG_LEVEL", "WARNING", env.str, "DEBUG, INFO, WARNING or ERROR"),
    },
}
