"""The key of identity numbers: made once, for its owner only; from the environment; and what a lost one means."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from data.domain.identity import is_of_key
from data.identity_key import HASH, KEY_ID, VARIABLE, IdentityKey

NUMBER, OTHER = "15082419750305901X", "150824197503059028"


def test_it_is_made_at_first_use_and_stays(tmp_path: Path):
    key = IdentityKey(tmp_path / "desk")
    assert key.prefix() is None and not key.path.exists()
    hashed = key.hash(NUMBER)
    assert stat.S_IMODE(key.path.stat().st_mode) == 0o600
    assert [path.name for path in key.path.parent.iterdir()] == [key.path.name]
    assert len(hashed) == HASH and hashed == IdentityKey(tmp_path / "desk").hash(NUMBER.lower())
    assert hashed[KEY_ID:] != key.hash(OTHER)[KEY_ID:]


def test_whoever_comes_second_takes_the_first_ones_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first, second = IdentityKey(tmp_path), IdentityKey(tmp_path)
    monkeypatch.setattr(second, "_kept", lambda: None)
    assert first.hash(NUMBER) == second.hash(NUMBER)
    assert first._made() == second._made()


def test_a_key_of_the_environment_comes_first_and_a_lost_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    key = IdentityKey(tmp_path)
    of_file = key.hash(NUMBER)
    monkeypatch.setenv(VARIABLE, "a key that the office keeps elsewhere")
    assert key.hash(NUMBER) != of_file and not is_of_key(key.prefix(), of_file)
    assert is_of_key(key.prefix(), key.hash(OTHER)) and not is_of_key(key.prefix(), None)
