"""Award packs, folders of TOML and Markdown that declare an award: read, checked, compared. No Django, no clock."""

from rangwan.programmes.pack.build import load_pack
from rangwan.programmes.pack.diff import Change, diff_definitions
from rangwan.programmes.pack.problem import PackProblem, PackRefused

__all__ = ["Change", "PackProblem", "PackRefused", "diff_definitions", "load_pack"]
