"""What `casebook check` asks of cases: do rows, steps and ledger say the same?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jiuzhu.casebook.checking import Fault
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .moves import MOVES

_QUERIES: Final[tuple[tuple[str, Text], ...]] = (
    (
        """
        SELECT number FROM cases LEFT JOIN case_steps USING (case_id)
        GROUP BY cases.case_id
        HAVING count(case_step) <> cases.version
            OR min(case_steps.version) IS NOT 1
            OR max(case_steps.version) IS NOT cases.version
        """,
        Text("步骤数与版本号不符", "its steps do not match its version"),
    ),
    (
        """
        SELECT number FROM cases JOIN case_steps USING (case_id, version)
        WHERE case_steps.after_state <> cases.state
        """,
        Text("状态与最后一步不符", "its state is not that of its last step"),
    ),
    (
        """
        SELECT number FROM cases JOIN case_steps AS one USING (case_id)
            LEFT JOIN case_steps AS former
                ON former.case_id = one.case_id AND former.version = one.version - 1
            LEFT JOIN case_moves AS known
                ON known.step = one.step AND known.before_state = one.before_state
        WHERE one.before_state <> coalesce(former.after_state, '')
            OR known.after_state IS NOT one.after_state OR known.duty IS NOT one.duty
        """,
        Text("有不允许的步骤", "has a step that is not allowed"),
    ),
    (
        """
        SELECT number FROM cases JOIN case_steps USING (case_id) WHERE duty <> ''
        GROUP BY case_id, operator HAVING count(DISTINCT duty) > 1
        """,
        Text("同一人兼任经办、审核或支付", "one operator is two of its maker, decider and payer"),
    ),
    (
        """
        SELECT number FROM cases JOIN case_steps USING (case_id)
        GROUP BY case_id
        HAVING made_by <> max(CASE WHEN step = 'draft' THEN operator END)
            OR (accepted_by <> '' AND max(step = 'accept' AND operator = accepted_by) = 0)
            OR (reviewed_by <> '' AND max(step = 'review' AND operator = reviewed_by) = 0)
            OR (approved_by <> '' AND max(step = 'approve' AND operator = approved_by) = 0)
            OR (override_by <> '' AND max(step = 'override' AND operator = override_by) = 0)
            OR (sent_by <> '' AND max(step = 'send' AND operator = sent_by) = 0)
            OR (paid_by <> '' AND max(step = 'pay' AND operator = paid_by) = 0)
        """,
        Text("经办、审核、支付人与步骤不符", "its operators are not those of its steps"),
    ),
    (
        """
        SELECT number FROM cases LEFT JOIN entries USING (entry)
        WHERE cases.kind = 'manual' AND state IN ('approved', 'sent', 'paid', 'reversed')
            AND (entries.claim_id IS NOT cases.claim_id OR entries.person IS NOT cases.person
                OR entries.kind IS NOT 'settle' OR entries.award IS NOT cases.award
                OR entries.tilt IS NOT cases.tilt)
        """,
        Text("与所记账目不符", "is not what its ledger entry says"),
    ),
    (
        """
        SELECT number FROM cases
        WHERE kind = 'manual' AND state IN ('approved', 'sent', 'paid', 'reversed')
            AND (state = 'reversed') <> EXISTS (
                SELECT 1 FROM entries
                WHERE entries.claim_id = cases.claim_id AND entries.kind = 'reverse'
            )
        """,
        Text("冲正状态与账目不符", "is reversed in the ledger or as a case, not in both"),
    ),
    (
        """
        SELECT number FROM cases
        WHERE kind = 'one_stop_month' AND state IN ('accepted', 'reviewed', 'approved', 'sent',
                'paid')
            AND award + tilt <> (
                SELECT coalesce(sum(award_change + tilt_change), 0)
                FROM case_entries JOIN entries USING (entry)
                WHERE case_entries.case_id = cases.case_id
            )
        """,
        Text("月度合计与账目不符", "its sums are not those of its ledger entries"),
    ),
    (
        """
        SELECT number FROM cases JOIN case_entries USING (case_id)
        GROUP BY case_id
        HAVING (state = 'paid' AND max(payment <> 'paid'))
            OR (state = 'sent' AND max(payment = 'open'))
            OR (state NOT IN ('approved', 'sent', 'paid') AND max(payment <> 'open'))
        """,
        Text("支付状态与各笔账目不符", "is not paid as its entries are"),
    ),
)


def check_cases(book: Casebook) -> Iterator[Fault]:
    """Find cases whose row, steps and ledger entries contradict each other."""
    rows = book.rows("SELECT step, before_state, after_state, duty, only_for FROM case_moves")
    if set(rows) != {(m.step, m.before, m.after, m.duty, m.only_for) for m in MOVES}:
        changed = Text("案件步骤表被改动", "the table of steps was changed")
        yield Fault("case_moves", "", changed)
    for sql, message in _QUERIES:
        for (number,) in book.rows(sql):
            yield Fault("cases", number, message)
