"""The annex as variables: inputs, intermediate answers and sums, each a formula on columns.

Loaded once for each core by `system.build`, which provides ``core``, ``claim`` and
``CATEGORIES``. Sums are whole fen: ``float`` is 32 bits wide in both cores and would lose them.
"""

# mypy: ignore-errors
# ruff: noqa: N801, N805, F821
import numpy as np

select, where, Variable, Enum, YEAR = core.select, core.where, core.Variable, core.Enum, core.YEAR

FIRST_FIVE = ("dibao", "tekun", "orphan", "unattended_child", "returned_to_poverty")


class Visit(Enum):
    outpatient = "Outpatient"
    inpatient = "Inpatient"


class Therapy(Enum):
    none = "None"
    radiotherapy = "Radiotherapy"
    chemotherapy = "Chemotherapy"
    dialysis = "Dialysis"
    transfusion = "Transfusion"


class Region(Enum):
    county = "Home county"
    city = "Elsewhere in the city"
    outside = "Outside the city"


class Referral(Enum):
    not_needed = "Not needed"
    referred = "Referred"
    unreferred = "Not referred"


class Pool(Enum):
    outpatient = "Outpatient"
    inpatient = "Inpatient"
    major_disease = "Major disease"
    large_expense = "Large expense"


def given(name, value_type, label, **more):
    """Declare an input variable of a claim."""
    body = {
        "value_type": value_type, "entity": claim, "definition_period": YEAR, "label": label, **more
    }  # fmt: skip
    return type(name, (Variable,), body)


def given_word(name, words, label):
    """Declare an input variable that holds one of some words."""
    return given(name, Enum, label, possible_values=words, default_value=next(iter(words)))


INPUTS = [
    given_word("visit", Visit, "Visit"),
    given_word("therapy", Therapy, "Therapy"),
    given_word("region", Region, "Where the hospital is"),
    given_word("referral", Referral, "Referral"),
    given("listed", bool, "The diagnosis is a listed disease"),
    given("level", int, "Level of the hospital, 0 for none"),
    given("settled", int, "Settlement date, days since 1970"),
    given("in_scope", int, "In-scope cost, fen"),
    given("base", int, "What insurance left of it, fen"),
    given("old", bool, "80 years or more"),
    given("home_care", bool, "In need of maintenance treatment outside hospital"),
    *[given(category, bool, f"Is recognised as {category}") for category in CATEGORIES],
]


def any_of(claim, period, categories):
    """Return whether any of the categories is recognised on the day."""
    held = claim(categories[0], period)
    for category in categories[1:]:
        held = held | claim(category, period)
    return held


class is_first_five(Variable):
    value_type = bool
    entity = claim
    definition_period = YEAR
    label = "One of the five categories with the higher rates"

    def formula(claim, period):
        return any_of(claim, period, FIRST_FIVE)


class is_relieved(Variable):
    value_type = bool
    entity = claim
    definition_period = YEAR
    label = "A recipient who was referred where that is needed"

    def formula(claim, period):
        recipient = any_of(claim, period, CATEGORIES)
        return recipient & (claim("referral", period) != Referral.unreferred)


class pool(Variable):
    value_type = Enum
    possible_values = Pool
    default_value = Pool.outpatient
    entity = claim
    definition_period = YEAR
    label = "The stage that the claim belongs to"

    def formula(claim, period, parameters):
        large = parameters(period).large_expense
        inpatient = claim("visit", period) == Visit.inpatient
        treated = inpatient | (claim("therapy", period) != Therapy.none)
        costly = claim("in_scope", period) > large.in_scope_above
        return select(
            [
                claim("listed", period) & treated,
                ~inpatient,
                costly & (claim("level", period) >= large.hospital_level),
            ],
            [Pool.major_disease.index, Pool.outpatient.index, Pool.large_expense.index],
            Pool.inpatient.index,
        )


class outpatient_in_full(Variable):
    value_type = bool
    entity = claim
    definition_period = YEAR
    label = "Ordinary outpatient care is relieved in full"

    def formula(claim, period):
        in_need = claim("old", period) | claim("home_care", period)
        return claim("tekun", period) | (claim("dibao", period) & in_need)


class outpatient_rate(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "Best rate of ordinary outpatient care, percent"

    def formula(claim, period, parameters):
        terms = parameters(period).outpatient
        in_part = any_of(claim, period, ("dibao", "orphan", "unattended_child", "youfu"))
        in_full = claim("outpatient_in_full", period)
        return select([in_full, in_part], [terms.in_full.rate, terms.in_part.rate], 0)


class inpatient_rate(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "Best rate of ordinary inpatient care, percent"

    def formula(claim, period, parameters):
        terms = parameters(period).inpatient
        first_five = claim("is_first_five", period)
        return where(
            claim("level", period) == 3,
            where(first_five, terms.first_five.level_3, terms.others.level_3),
            where(first_five, terms.first_five.up_to_level_2, terms.others.up_to_level_2),
        )


class rate(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "Best rate in the claim's stage, percent"

    def formula(claim, period, parameters):
        terms = parameters(period)
        stage = claim("pool", period)
        first_five = claim("is_first_five", period)
        major, large = terms.major_disease, terms.large_expense
        return select(
            [stage == Pool.outpatient, stage == Pool.inpatient, stage == Pool.major_disease],
            [
                claim("outpatient_rate", period),
                claim("inpatient_rate", period),
                where(first_five, major.first_five, major.others),
            ],
            where(first_five, large.first_five, large.others),
        )


class annual_cap(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "Cap of the pool on the day, fen a year"

    def formula(claim, period, parameters):
        terms = parameters(period)
        stage = claim("pool", period)
        outpatient = where(
            claim("outpatient_in_full", period),
            terms.outpatient.in_full.annual_cap,
            terms.outpatient.in_part.annual_cap,
        )
        return select(
            [stage == Pool.outpatient, stage == Pool.inpatient, stage == Pool.major_disease],
            [outpatient, terms.inpatient.annual_cap, terms.major_disease.annual_cap],
            terms.large_expense.annual_cap,
        )


def percent(amount, rate):
    """Return a share of a sum, half up to the fen."""
    return (amount.astype(np.int64) * rate + 50) // 100


def pay_in_date_order(group, settled, due, cap):
    """Return what each claim is paid while its group's cap lasts, the oldest claims first.

    All groups take a step at a time: their first claims together, then their second claims, …
    """
    in_order = np.lexsort((settled, group))
    sizes = np.bincount(group)
    starts = np.cumsum(sizes) - sizes
    place = np.empty(len(group), dtype=np.int64)
    place[in_order] = np.arange(len(group)) - starts[group[in_order]]
    steps = np.split(np.argsort(place, kind="stable"), np.cumsum(np.bincount(place))[:-1])
    used = np.zeros(len(sizes), dtype=np.int64)
    paid = np.zeros(len(group), dtype=np.int64)
    for now in steps:
        owner = group[now]
        paid[now] = np.minimum(due[now], np.maximum(cap[now] - used[owner], 0))
        used[owner] += paid[now]
    return paid


class award(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "Relief, fen"

    def formula(claim, period):
        due = percent(claim("base", period), claim("rate", period)) * claim("is_relieved", period)
        recipient = claim.recipient.reference_entity.members_entity_id
        group = recipient * len(Pool) + np.asarray(claim("pool", period))
        return pay_in_date_order(group, claim("settled", period), due, claim("annual_cap", period))


class tilt_rate(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "Best rate of the tilt, percent"

    def formula(claim, period, parameters):
        terms = parameters(period).tilt
        region, referral = claim("region", period), claim("referral", period)
        in_city = (region == Region.county) | (
            (region == Region.city) & (referral == Referral.referred)
        )
        open_to = in_city & claim("is_relieved", period)
        open_to = open_to & (claim("pool", period) != Pool.outpatient)
        low_income = any_of(claim, period, ("dibao", "tekun", "returned_to_poverty"))
        monitored = any_of(
            claim,
            period,
            ("dibao_edge", "unstable_out_of_poverty", "at_risk_of_poverty", "sudden_hardship"),
        )
        return open_to * select([low_income, monitored], [terms.low_income, terms.monitored], 0)


class tilt(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "Tilt, fen"

    def formula(claim, period, parameters):
        terms = parameters(period).tilt
        left = claim("base", period) - claim("award", period) - terms.threshold
        due = percent(np.maximum(left, 0), claim("tilt_rate", period))
        recipient = claim.recipient.reference_entity.members_entity_id
        cap = np.full(len(due), terms.annual_cap)
        return pay_in_date_order(recipient, claim("settled", period), due, cap)


class self_pay(Variable):
    value_type = int
    entity = claim
    definition_period = YEAR
    label = "What the person pays, fen"

    def formula(claim, period):
        return claim("base", period) - claim("award", period) - claim("tilt", period)
