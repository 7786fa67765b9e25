"""Passwords: how they are hashed, what a new one must be, and how an initial one is made."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from jiuzhu_schemas.text import Text

from .errors import BadPassword

HASHER: Final = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
"""argon2id, 3 passes over 64 MiB: RFC 9106's second recommendation, since the first asks for
2 GiB, which office computers cannot spare. About a tenth of a second for each guess."""

SHORTEST: Final = 10
"""Characters a password has at least."""

_LONGEST: Final = 200
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS: Final = 4
_GROUP: Final = 4


def hashed(password: str) -> str:
    """Return the hash of a password, with its salt and parameters."""
    return HASHER.hash(password)


def fits(password: str, password_hash: str | None) -> bool:
    """Tell whether a password is the hashed one. No hash costs as much time as a wrong one."""
    try:
        HASHER.verify(password_hash or _decoy(), password)
    except VerificationError:
        return False
    return password_hash is not None


def initial_password() -> str:
    """Return a random password that can be read out: no 0 O 1 l I, in groups of four."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def refuse_weak(password: str, name: str, old: str = "") -> None:
    """Raise BadPassword for a new password that is too short or easily guessed."""
    if not SHORTEST <= len(password) <= _LONGEST:
        raise BadPassword(
            Text(
                f"新密码须为{SHORTEST}至{_LONGEST}个字符",
                f"a new password has {SHORTEST} to {_LONGEST} characters",
            )
        )
    if password == old:
        raise BadPassword(Text("新密码不能与原密码相同", "the new password is the old one"))
    if name in password or len(set(password)) < SHORTEST // 2:
        raise BadPassword(
            Text(
                "新密码不能含有姓名，也不能由少数几个字符重复而成",
                "a new password does not hold the name, nor repeat a few characters",
            )
        )


@cache
def _decoy() -> str:
    return HASHER.hash(secrets.token_hex())
