"""What every test stands on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache

_EMAIL_BACKEND = settings.EMAIL_BACKEND


@pytest.fixture(scope="session", autouse=True)
def _real_mail(django_test_environment: None) -> None:
    """Keep the real way of sending mail: Django's test environment would put its own in place."""
    settings.EMAIL_BACKEND = _EMAIL_BACKEND


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Begin every test with an empty cache."""
    cache.clear()
    yield
    cache.clear()
