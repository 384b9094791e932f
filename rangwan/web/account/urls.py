"""Addresses of the account face. Those of the sign-in library keep their own names (account_login, mfa_index …)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from rangwan.web.account.views import claims, home, messages, organisations, outbox, tokens

own: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("profile/", home.profile, name="profile"),
    path("security/", home.security, name="security"),
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/request/", organisations.request_one, name="request"),
    path("organisations/<slug:organisation_id>/claim/", organisations.claim, name="claim"),
    path("memberships/<slug:membership_id>/letter/", organisations.letter, name="letter"),
    path("memberships/<slug:membership_id>/letter/file/", organisations.letter_file, name="letter_file"),
    path("claims/", claims.index, name="claims"),
    path("claims/<slug:membership_id>/", claims.decide, name="decide"),
    path("claims/organisations/<slug:organisation_id>/", claims.decide_organisation, name="decide_organisation"),
    path("tokens/", tokens.index, name="tokens"),
    path("tokens/<slug:token_id>/revoke/", tokens.revoke, name="revoke"),
    path("messages/", messages.index, name="messages"),
    path("messages/<slug:message_id>/", messages.one, name="message"),
    path("outbox/", outbox.index, name="outbox"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "account"))),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
