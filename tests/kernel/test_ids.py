"""Ids: opaque, safe in addresses, readable on the telephone."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote

from rangwan.kernel.ids import new_id, new_secret

MANY = 20_000


def test_the_shape_of_an_id():
    ids = [new_id() for _ in range(MANY)]
    assert {len(found) for found in ids} == {22}
    letters = Counter("".join(ids))
    assert sorted(letters) == sorted("23456789bcdfghjkmnpqrstvwxz")  # no vowel, no 0/o, 1/l/i
    expected = MANY * 22 / 27
    assert max(abs(count - expected) for count in letters.values()) < expected * 0.06  # 7 standard deviations


def test_ids_are_unique_and_in_no_order():
    ids = [new_id() for _ in range(MANY)]
    assert len(set(ids)) == MANY
    assert ids != sorted(ids)


def test_ids_and_secrets_stand_in_an_address_as_they_are():
    for found in (new_id(), new_secret()):
        assert quote(found, safe="") == found


def test_a_secret_has_256_bits():
    secrets = {new_secret() for _ in range(1000)}
    assert len(secrets) == 1000
    assert [found for found in secrets if not re.fullmatch(r"[A-Za-z0-9_-]{43}", found)] == []
