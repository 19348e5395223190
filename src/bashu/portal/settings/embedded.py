"""One command on one machine: everything under one folder, reached from this machine by default."""

from __future__ import annotations

import os

from bashu.portal.settings.address import database
from bashu.portal.settings.base import *  # noqa: F403
from bashu.portal.settings.base import BASHU_HOME

DATABASES = {"default": database(os.environ.get("BASHU_DATABASE") or f"sqlite:///{BASHU_HOME / 'bashu.db'}")}
# without accounts nothing is signed with it: a new one at every start loses nothing
SECRET_KEY = os.environ.get("BASHU_SECRET_KEY") or os.urandom(32).hex()
# an intranet calls the machine by many names; nothing here builds an address from the one that was asked
ALLOWED_HOSTS = ["*"]
