"""Works out the formula of a trace's line by itself, in exact fractions of a yuan."""

from __future__ import annotations

import re
from fractions import Fraction

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def fen_of(formula: str) -> Fraction:
    """Return what a formula comes to, in fen."""
    inner = re.fullmatch(r"(min|max)\((.+), (.+)\)", formula)
    if inner:
        choose = min if inner[1] == "min" else max
        return choose(fen_of(inner[2]), fen_of(inner[3]))
    return sum((_signed(term) for term in _terms(formula)), Fraction(0)) * 100


def half_up(fen: Fraction) -> int:
    return int((fen + Fraction(1, 2)).__floor__())


def _terms(formula: str) -> list[tuple[int, str]]:
    parts = re.split(r" ([+-]) ", formula)
    signs = [1, *(1 if sign == "+" else -1 for sign in parts[1::2])]
    return list(zip(signs, parts[::2], strict=True))


def _signed(term: tuple[int, str]) -> Fraction:
    sign, product = term
    value = Fraction(1)
    for factor in product.split(" × "):
        number = factor.removesuffix("%")
        assert _NUMBER.fullmatch(number), factor
        value *= Fraction(number) / (100 if factor.endswith("%") else 1)
    return sign * value
