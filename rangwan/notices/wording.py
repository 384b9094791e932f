"""Texts of mails in both languages, from this package's catalogue or the caller's."""

from __future__ import annotations

from rangwan.kernel.tongues import in_both

__all__ = ["in_both"]
