"""What the first readers will ask for, prepared before they do."""

from __future__ import annotations

import importlib
import logging
import threading
import time

from django.db import connection

from bashu.portal.chain.gaps import gaps_page
from bashu.portal.chain.openness import openness_page
from bashu.portal.chain.pages import chain_page
from bashu.portal.core.pages import home_page
from bashu.portal.core.searching import search_page
from bashu.portal.core.sources import sources_page
from bashu.portal.data.engines import engines, settle
from bashu.portal.data.source import NotPrepared
from bashu.portal.firms.pages import firms_page
from bashu.portal.ledger.pages import agreements_page
from bashu.portal.market.plan import plan_page

#: seconds after the home page in which the first reader has this process to themselves
_PAUSE = 0.5

_log = logging.getLogger(__name__)


def warm_behind() -> None:
    """Prepare in a thread of its own: nobody waits for it."""
    threading.Thread(target=_warm, name="warm", daemon=True).start()


def _warm() -> None:
    try:
        current = engines()
        home_page(current)
        time.sleep(_PAUSE)
        chain_page(current, {})
        gaps_page(current, {})
        openness_page(current)
        firms_page(current, {})
        agreements_page(current, {})
        sources_page(current)
        # Latin letters are looked up as pinyin too, whose table loads when it is first needed
        search_page(current, "pcb")
        plan_page(current)
        importlib.import_module("bashu.portal.api")
        settle()
    except NotPrepared:
        _log.warning("there is no data yet: run bashu init")
    except Exception:
        # a fault shows again, with its page, when somebody asks for it
        _log.exception("the first pages could not be prepared")
    finally:
        connection.close()
