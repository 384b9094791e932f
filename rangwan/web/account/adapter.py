"""What the sign-in library asks us: how a person is stored, how mails are written, where to go."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from rangwan.accounts import actions, messages, queries, rules
from rangwan.kernel.tongues import in_both
from rangwan.notices.rules import one_below_the_other, one_line
from rangwan.web.kit import languages
from rangwan.web.kit.requests import Request


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Our account adapter: people through our actions, mails in Thai and English, the reader's language first."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Store the person who signs up; they write in the language of the page."""
        user = super().save_user(request, user, form, commit=False)
        user.name, user.position, user.phone = (form.cleaned_data.get(key, "") for key in ("name", "position", "phone"))
        user.language = languages.active()
        return actions.sign_up(person=user, now=cast(Request, request).received_at) if commit else user

    def clean_email(self, email: str) -> str:
        """Refuse an address that no column holds (the library's field knows no limit)."""
        try:
            return rules.optional("email", email)
        except rules.Refused as refused:
            raise ValidationError(messages.message(refused)) from refused

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Write one mail in both languages, plain text."""
        language = self._language(email, context)
        subject = in_both(lambda: render_to_string(f"{template_prefix}_subject.txt", context))
        body = in_both(lambda: render_to_string(f"{template_prefix}_message.txt", context).strip())
        return EmailMessage(
            one_line(subject.pick(language)), one_below_the_other(body, language), self.get_from_email(),
            [email], headers={"X-Rangwan-Kind": template_prefix, "Content-Language": language, **(headers or {})},
        )  # fmt: skip

    def _language(self, email: str, context: dict[str, Any]) -> str:
        person = context.get("user") or queries.person_by_email(email)
        return getattr(person, "language", None) or languages.active()

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Answer in the person's own language from the first page on, where the browser remembers none."""
        response: HttpResponse = super().post_login(request, user, **more)
        if languages.COOKIE not in request.COOKIES:
            response.set_cookie(
                languages.COOKIE, user.language, max_age=languages.COOKIE_SECONDS, samesite="Lax", httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response
