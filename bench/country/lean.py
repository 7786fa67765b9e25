"""The annex as three variables: tables looked up by hand, one packed key sorted by hand.

What a specialist gets out of the same cores once speed is all that counts: nothing in between
can be asked for, traced or reformed. Loaded by `system.build` like ``variables.py``.
"""

# mypy: ignore-errors
# ruff: noqa: N801, N805, F821
import numpy as np

from bench.country.tables import CAPS, RATES, ROUTES, TILT_RATES, WORTH

Variable, YEAR = core.Variable, core.YEAR


def given(name, value_type=int):
    """Declare an input variable of a claim."""
    body = {"value_type": value_type, "entity": claim, "definition_period": YEAR, "label": name}
    return type(name, (Variable,), body)


INPUTS = [given(name) for name in ("mask", "visit", "therapy", "level", "region", "referral")]
INPUTS += [given(name) for name in ("settled", "in_scope", "base")]
INPUTS += [given(name, bool) for name in ("listed", "old", "home_care")]


def pay(group, settled, due, cap):
    """Return what is paid within each group's cap, in date order; all dues are above 0."""
    count = len(group)
    bits = int(count).bit_length()
    first = settled.min(initial=0)
    days = int(settled.max(initial=0) - first).bit_length()
    key = (((group << days) | (settled - first)) << bits) | np.arange(count)
    key.sort()
    row = key & ((1 << bits) - 1)
    group, due, cap = key >> (days + bits), due[row], cap[row]
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    sizes = np.diff(starts, append=count)
    total = np.cumsum(due)
    drawn = total - np.repeat(total[starts] - due[starts], sizes)
    paid = np.minimum(cap, drawn) - np.minimum(cap, drawn - due)
    changed = np.flatnonzero(cap != np.repeat(cap[starts], sizes))
    for at in np.unique(np.searchsorted(starts, changed, side="right") - 1).tolist():
        used = 0
        for claim_at in range(starts[at], starts[at] + sizes[at]):
            paid[claim_at] = min(due[claim_at], max(0, cap[claim_at] - used))
            used += paid[claim_at]
    result = np.empty(count, dtype=np.int64)
    result[row] = paid
    return result


class award(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "Relief, fen"

    def formula(claim, period):
        level, base = claim("level", period), claim("base", period)
        costly = (level >= 2) & (claim("in_scope", period) > 3_000_000)
        treated = claim("visit", period) + 2 * (claim("therapy", period) != 0)
        pool = ROUTES[treated + 4 * claim("listed", period) + 8 * costly]
        need = claim("old", period) | claim("home_care", period)
        kind = ((WORTH[claim("mask", period)] * 4 + pool) * 2 + (level == 3)) * 2 + need
        rate = RATES[kind] * (claim("referral", period) != 2)
        due = (base.astype(np.int64) * rate + 50) // 100
        paid = np.flatnonzero(due)
        recipient = claim.recipient.reference_entity.members_entity_id[paid]
        result = np.zeros(len(due), dtype=np.int32)
        result[paid] = pay(
            recipient * 4 + pool[paid], claim("settled", period)[paid], due[paid], CAPS[kind[paid]]
        )
        return result


class tilt(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "Tilt, fen"

    def formula(claim, period):
        left = claim("base", period) - claim("award", period) - 300_000
        region, referral = claim("region", period), claim("referral", period)
        open_to = (left > 0) & ((region == 0) | (region == 1) & (referral == 1)) & (referral != 2)
        open_to &= (claim("visit", period) == 1) | claim("listed", period) & (
            claim("therapy", period) != 0
        )
        some = np.flatnonzero(open_to)
        rate = TILT_RATES[WORTH[claim("mask", period)[some]]]
        due = (left[some].astype(np.int64) * rate + 50) // 100
        recipient = claim.recipient.reference_entity.members_entity_id[some]
        cap = np.full(len(due), 3_000_000)
        result = np.zeros(len(left), dtype=np.int32)
        result[some] = pay(recipient, claim("settled", period)[some], due, cap)
        return result


class self_pay(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "What the person pays, fen"

    def formula(claim, period):
        return claim("base", period) - claim("award", period) - claim("tilt", period)
