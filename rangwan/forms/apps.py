"""The forms app: it has no tables; being an app, its messages are found."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Form definitions, answers and their validation."""

    name = "rangwan.forms"
    label = "forms"
