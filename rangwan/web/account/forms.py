"""The sign-up form: what a coordinator is asked once, and never again."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from rangwan.accounts import messages
from rangwan.accounts.rules import LIMITS, Refused, optional, required


class SignUpForm(SignupForm):  # type: ignore[misc]  # the library has no types
    """Name, address and password; position and telephone, if the person likes, for the entries to come."""

    name = forms.CharField(max_length=LIMITS["name"])
    position = forms.CharField(max_length=LIMITS["position"], required=False)
    phone = forms.CharField(max_length=LIMITS["phone"], required=False)
    field_order = ("name", "email", "password1", "position", "phone")

    def clean_name(self) -> str:
        """Return the name as it can be stored."""
        return self._kept("name", required)

    def clean_position(self) -> str:
        """Return the position as it can be stored."""
        return self._kept("position", optional)

    def clean_phone(self) -> str:
        """Return the number as it can be stored."""
        return self._kept("phone", optional)

    def _kept(self, field: str, keep: Any) -> str:
        try:
            return str(keep(field, self.cleaned_data[field]))
        except Refused as refused:
            raise forms.ValidationError(messages.message(refused)) from refused

    def try_save(self, request: HttpRequest) -> Any:
        """Store the person and the address together; a second press of the button finds the account there."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)
