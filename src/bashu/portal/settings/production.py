"""A server behind a proxy that speaks TLS; what must be stated has no default."""

from __future__ import annotations

import os

from bashu.portal.settings.address import database
from bashu.portal.settings.base import *  # noqa: F403
from bashu.portal.settings.base import BASHU_HOME

DATABASES = {"default": database(os.environ.get("BASHU_DATABASE") or f"sqlite:///{BASHU_HOME / 'bashu.db'}")}
BASHU_REQUIRED = ("BASHU_SECRET_KEY", "BASHU_HOSTS")
SECRET_KEY = os.environ.get("BASHU_SECRET_KEY", "")
ALLOWED_HOSTS = list(filter(None, os.environ.get("BASHU_HOSTS", "").split(",")))

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SECURE = True
