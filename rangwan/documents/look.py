"""The look of every document: indigo ink on jasmine ground, marigold sparingly. Colours are RRGGBB."""

from __future__ import annotations

INDIGO = "1E2B5B"
INDIGO_SOFT = "4A5580"
INDIGO_LINE = "C9CEDF"
INDIGO_TINT = "EEF0F7"
MARIGOLD = "F2A900"
JASMINE = "FBFAF5"
INK = "1B1F2E"
WHITE = "FFFFFF"
