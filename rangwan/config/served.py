"""The application as `rangwan serve` runs it: ready before its first request, and gone when the server is killed."""

from __future__ import annotations

import multiprocessing
import os
import threading
from multiprocessing.connection import wait

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver


def application() -> WSGIHandler:
    """Return the WSGI application of a web process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rangwan.config.settings")
    made = get_wsgi_application()
    _ = get_resolver().url_patterns  # where this is no fork: import every face before the first reader waits
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return made


def _end_with_parent() -> None:
    """End this process at once when the one that started it was killed: nobody could stop it any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
