"""What is true on one machine and on a server."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

PORTAL = Path(__file__).resolve().parent.parent

#: where the database, the snapshots and the key of this installation lie
BASHU_HOME = Path(os.environ.get("BASHU_HOME", "bashu-data")).resolve()

DEBUG = False
ROOT_URLCONF = "bashu.portal.urls"
WSGI_APPLICATION = "bashu.portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

APPS = (
    "core",
    "chain",
    "firms",
    "market",
    "weighing",
    "travel",
    "ledger",
    "figures",
    "registers",
    "data",
    "runs",
)
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    *(f"bashu.portal.{app}" for app in APPS),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bashu.portal.core.turn.OneAtATime",
    "csp.middleware.CSPMiddleware",
    "bashu.portal.core.headers.PrivacyHeaders",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bashu.portal.core.limits.RequestLimits",
    "bashu.portal.core.freshness.AnswersByVersion",
    # inside, so that an answer is kept as it was compressed
    "django.middleware.gzip.GZipMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bashu.portal.core.errors.PlainErrors",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PORTAL / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "bashu.portal.core.loader.QuickLoader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "bashu.portal.core.context.chrome",
            ],
            # every page writes words, numbers and addresses with these
            "builtins": [
                "django.templatetags.static",
                "bashu.portal.core.templatetags.portal",
                "bashu.portal.core.templatetags.lists",
                "bashu.portal.core.templatetags.parts",
                "bashu.portal.core.templatetags.drawings",
                "bashu.portal.core.templatetags.maps",
                "bashu.portal.core.templatetags.charts",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PORTAL / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
# no collecting step: the files lie in the packages and are served from there
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

#: nothing is taken from another host, no script or style stands in a page
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

#: what one address may ask for, and what one process computes at a time
BASHU_LIMITS = {
    # requests per minute and address: reading, the API, computing
    "read": int(os.environ.get("BASHU_READ_PER_MINUTE", "600")),
    "compute": int(os.environ.get("BASHU_COMPUTE_PER_MINUTE", "30")),
    # registers that one address may have checked in a minute; bytes and rows of one
    "check": int(os.environ.get("BASHU_CHECKS_PER_MINUTE", "10")),
    "upload": int(os.environ.get("BASHU_UPLOAD_BYTES", str(4 * 1024 * 1024))),
    "upload_rows": int(os.environ.get("BASHU_UPLOAD_ROWS", "20000")),
    # computations at a time and waiting in line, in one process; who comes later is asked to come back
    "lanes": int(os.environ.get("BASHU_COMPUTE_LANES", "1")),
    "waiting": int(os.environ.get("BASHU_COMPUTE_WAITING", "4")),
    "patience": float(os.environ.get("BASHU_COMPUTE_PATIENCE", "5")),
    # seconds that one piece of long work may take
    "run": float(os.environ.get("BASHU_RUN_SECONDS", "900")),
    # characters of an address with its query; bytes of rendered pages kept by one process
    "address": 4_000,
    "kept": int(os.environ.get("BASHU_PAGES_KEPT", str(64 * 1024 * 1024))),
}
#: long work stands in a line in the database, and a process of its own does it
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
#: processes that share the requests: each of them grants its part of the allowance of an address
BASHU_PROCESSES = int(os.environ.get("BASHU_PROCESSES", "1"))
#: reverse proxies whose X-Forwarded-For is believed
BASHU_PROXIES = tuple(filter(None, os.environ.get("BASHU_PROXIES", "").split(",")))
#: variables that must be stated
BASHU_REQUIRED: tuple[str, ...] = ()
#: wait for engines of a new version instead of answering from the old ones meanwhile
BASHU_WAIT_FOR_ENGINES = False
#: ICP, police-filing and site-code numbers of a public site in China; empty ones are not shown
BASHU_FILINGS = {
    "icp": os.environ.get("BASHU_ICP", ""),
    "police": os.environ.get("BASHU_POLICE_FILING", ""),
    "site_code": os.environ.get("BASHU_SITE_CODE", ""),
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "bashu": {"level": "INFO"},
        # that a line forms is no fault, nor is an address where nothing is
        "waitress.queue": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
    },
}
