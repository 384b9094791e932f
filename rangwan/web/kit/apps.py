"""The design system as a Django app."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    """Templates, assets, template filters and the middleware that every page needs."""

    name = "rangwan.web.kit"
    label = "kit"
