-- Cases: what an office works on, from intake to payment, and every step of it.
--
-- A step is inserted first, then the case is changed to what the step made of it; triggers hold
-- the two together, hold the order of states, and keep apart who makes, who decides and who pays.

-- The steps that exist. duty: what taking it makes an operator of the case: its maker, its decider
-- or its payer; '' leaves that open. jiuzhu.casebook.cases.moves has the same rows.
CREATE TABLE case_moves (
    step TEXT NOT NULL,
    before_state TEXT NOT NULL,
    after_state TEXT NOT NULL,
    duty TEXT NOT NULL CHECK (duty IN ('', 'make', 'decide', 'pay')),
    only_for TEXT NOT NULL CHECK (only_for IN ('', 'paid', 'manual')),  -- kinds it is for; '': all
    PRIMARY KEY (step, before_state)
) STRICT, WITHOUT ROWID;

INSERT INTO case_moves (step, before_state, after_state, duty, only_for) VALUES
    ('draft', '', 'draft', 'make', ''),
    ('edit', 'draft', 'draft', 'make', ''),
    ('edit', 'returned', 'draft', 'make', ''),
    ('document', 'draft', 'draft', 'make', ''),
    ('document', 'returned', 'draft', 'make', ''),
    ('waive', 'draft', 'draft', 'decide', ''),
    ('waive', 'returned', 'draft', 'decide', ''),
    ('accept', 'draft', 'accepted', 'make', ''),
    ('return', 'accepted', 'returned', 'decide', ''),
    ('return', 'reviewed', 'returned', 'decide', ''),
    ('override', 'accepted', 'accepted', 'decide', 'manual'),
    ('override', 'reviewed', 'accepted', 'decide', 'manual'),
    ('review', 'accepted', 'reviewed', 'decide', ''),
    ('approve', 'reviewed', 'approved', 'decide', ''),
    ('refuse', 'accepted', 'refused', 'decide', ''),
    ('refuse', 'reviewed', 'refused', 'decide', ''),
    ('withdraw', 'draft', 'withdrawn', '', ''),
    ('withdraw', 'returned', 'withdrawn', '', ''),
    ('withdraw', 'accepted', 'withdrawn', '', ''),
    ('withdraw', 'reviewed', 'withdrawn', '', ''),
    ('send', 'approved', 'sent', 'pay', 'paid'),
    ('pay', 'sent', 'paid', 'pay', 'paid'),
    ('bounce', 'sent', 'approved', 'pay', 'paid'),
    ('reverse', 'approved', 'reversed', 'decide', 'manual'),
    ('reverse', 'paid', 'reversed', 'decide', 'manual');

CREATE TRIGGER case_moves_fixed BEFORE INSERT ON case_moves
BEGIN
    SELECT RAISE(ABORT, 'case_moves: the steps are fixed');
END;

CREATE TRIGGER case_moves_stay BEFORE UPDATE ON case_moves
BEGIN
    SELECT RAISE(ABORT, 'case_moves: the steps are fixed');
END;

CREATE TRIGGER case_moves_keep BEFORE DELETE ON case_moves
BEGIN
    SELECT RAISE(ABORT, 'case_moves: the steps are fixed');
END;

CREATE TABLE cases (
    case_id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE CHECK (number GLOB '[A-Z]*[0-9][0-9][0-9][0-9]-[0-9]*'),
    kind TEXT NOT NULL CHECK (kind IN (
        'manual', 'inpatient_filing', 'major_outpatient_filing', 'application', 'one_stop_month'
    )),
    county TEXT NOT NULL CHECK (county <> ''),
    state TEXT NOT NULL CHECK (state IN (
        'draft', 'accepted', 'reviewed', 'approved', 'sent', 'paid',
        'returned', 'refused', 'withdrawn', 'reversed'
    )),
    version INTEGER NOT NULL CHECK (version > 0),
    person INTEGER REFERENCES people (person),
    township TEXT NOT NULL,
    content TEXT NOT NULL CHECK (content GLOB '{*}'),      -- JSON: the fields, sums in fen
    documents TEXT NOT NULL CHECK (documents GLOB '{*}'),  -- JSON: what was handed in or waived
    invoice TEXT NOT NULL,       -- as in the content, to be found by; '' where there is none
    claim_id TEXT NOT NULL,      -- of a manual case, from acceptance on; else ''
    entry INTEGER UNIQUE REFERENCES entries (entry),        -- what approving a manual case drew
    award INTEGER NOT NULL CHECK (award >= 0),              -- fen, of the entry or the month
    tilt INTEGER NOT NULL CHECK (tilt >= 0),
    override_by TEXT NOT NULL,   -- who let a claim without referral be settled, and why
    override_reason TEXT NOT NULL,
    outcome TEXT NOT NULL,       -- the reason of a refusal, a return, a withdrawal, a reversal
    handoff TEXT NOT NULL,       -- where an approved application goes
    made_by TEXT NOT NULL CHECK (made_by <> ''),
    accepted_by TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    sent_by TEXT NOT NULL,
    paid_by TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    state_since TEXT NOT NULL,
    due_on TEXT,                 -- the last day for the next step; NULL: no term is set
    CHECK ((kind = 'one_stop_month') = (person IS NULL)),
    CHECK (reviewed_by = '' OR reviewed_by NOT IN (made_by, accepted_by)),
    CHECK (approved_by = '' OR approved_by NOT IN (made_by, accepted_by)),
    CHECK (override_by = '' OR override_by NOT IN (made_by, accepted_by)),
    CHECK (sent_by = '' OR sent_by NOT IN (made_by, accepted_by, reviewed_by, approved_by)),
    CHECK (paid_by = '' OR paid_by NOT IN (made_by, accepted_by, reviewed_by, approved_by)),
    CHECK (state NOT IN ('accepted', 'reviewed', 'approved', 'sent', 'paid', 'refused', 'reversed')
        OR accepted_by <> ''),
    CHECK (state NOT IN ('reviewed', 'approved', 'sent', 'paid', 'reversed') OR reviewed_by <> ''),
    CHECK (state NOT IN ('approved', 'sent', 'paid', 'reversed') OR approved_by <> ''),
    CHECK (state NOT IN ('sent', 'paid') OR sent_by <> ''),
    CHECK (state <> 'paid' OR paid_by <> ''),
    CHECK (state NOT IN ('sent', 'paid', 'reversed') OR kind IN ('manual', 'one_stop_month')),
    CHECK (state NOT IN ('returned', 'refused', 'withdrawn', 'reversed') OR outcome <> ''),
    CHECK ((override_by = '') = (override_reason = '')),
    CHECK (override_by = '' OR kind = 'manual'),
    CHECK (kind <> 'manual' OR state NOT IN ('accepted', 'reviewed', 'approved', 'sent', 'paid',
        'reversed') OR claim_id <> ''),
    CHECK ((entry IS NOT NULL)
        = (kind = 'manual' AND state IN ('approved', 'sent', 'paid', 'reversed')))
) STRICT;

CREATE INDEX cases_by_state ON cases (state, case_id);
CREATE INDEX cases_by_kind ON cases (kind, case_id);
CREATE INDEX cases_by_township ON cases (township, case_id, state);
CREATE INDEX cases_by_person ON cases (person, case_id);
CREATE INDEX cases_by_term ON cases (due_on, case_id) WHERE due_on IS NOT NULL;
CREATE UNIQUE INDEX one_case_a_claim ON cases (claim_id)
    WHERE claim_id <> '' AND state NOT IN ('refused', 'withdrawn');
CREATE INDEX cases_by_invoice ON cases (invoice) WHERE invoice <> '';

CREATE TABLE case_steps (
    case_step INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (case_id),
    version INTEGER NOT NULL CHECK (version > 0),  -- of the case after the step
    step TEXT NOT NULL,
    before_state TEXT NOT NULL,
    after_state TEXT NOT NULL,
    duty TEXT NOT NULL,
    operator TEXT NOT NULL CHECK (operator <> ''),
    role TEXT NOT NULL CHECK (role IN ('clerk', 'reviewer', 'treasurer', 'supervisor')),
    at TEXT NOT NULL,
    note TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (detail GLOB '{*}'),  -- JSON
    UNIQUE (case_id, version)
) STRICT;

CREATE INDEX case_steps_by_operator ON case_steps (operator, case_id);

-- The ledger's entries of a hospital's month. sent: a run has taken it; paid: the money arrived.
CREATE TABLE case_entries (
    entry INTEGER PRIMARY KEY REFERENCES entries (entry),
    case_id INTEGER NOT NULL REFERENCES cases (case_id),
    payment TEXT NOT NULL DEFAULT 'open' CHECK (payment IN ('open', 'sent', 'paid'))
) STRICT;

CREATE INDEX case_entries_by_case ON case_entries (case_id, payment);

CREATE TRIGGER case_entries_keep BEFORE DELETE ON case_entries WHEN OLD.payment <> 'open'
BEGIN
    SELECT RAISE(ABORT, 'case_entries: what was sent to the treasury stays with its case');
END;

CREATE TRIGGER case_steps_allowed BEFORE INSERT ON case_steps
BEGIN
    SELECT RAISE(ABORT, 'case_steps: this step is not allowed here')
    WHERE NOT EXISTS (
        SELECT 1 FROM case_moves JOIN cases ON cases.case_id = NEW.case_id
        WHERE case_moves.step = NEW.step
            AND case_moves.before_state = NEW.before_state
            AND case_moves.after_state = NEW.after_state
            AND case_moves.duty = NEW.duty
            AND (case_moves.only_for = '' OR cases.kind = 'manual'
                OR (case_moves.only_for = 'paid' AND cases.kind = 'one_stop_month'))
            AND CASE NEW.step
                WHEN 'draft' THEN cases.version = 1 AND NEW.version = 1 AND cases.state = 'draft'
                ELSE cases.version = NEW.version - 1 AND cases.state = NEW.before_state
            END
    );
    SELECT RAISE(ABORT, 'case_steps: who makes, who decides and who pays must be different')
    WHERE NEW.duty <> '' AND EXISTS (
        SELECT 1 FROM case_steps
        WHERE case_id = NEW.case_id AND operator = NEW.operator
            AND duty <> '' AND duty <> NEW.duty
    );
END;

CREATE TRIGGER case_steps_stay BEFORE UPDATE ON case_steps
BEGIN
    SELECT RAISE(ABORT, 'case_steps: steps are never changed');
END;

CREATE TRIGGER case_steps_keep BEFORE DELETE ON case_steps
BEGIN
    SELECT RAISE(ABORT, 'case_steps: steps are never deleted');
END;

CREATE TRIGGER cases_open BEFORE INSERT ON cases
BEGIN
    SELECT RAISE(ABORT, 'cases: a case begins as a draft')
    WHERE NEW.state <> 'draft' OR NEW.version <> 1 OR NEW.accepted_by || NEW.reviewed_by
        || NEW.approved_by || NEW.sent_by || NEW.paid_by || NEW.override_by <> '';
END;

CREATE TRIGGER cases_by_steps BEFORE UPDATE ON cases
BEGIN
    SELECT RAISE(ABORT, 'cases: what it is and who opened it never changes')
    WHERE NEW.case_id IS NOT OLD.case_id OR NEW.number IS NOT OLD.number
        OR NEW.kind IS NOT OLD.kind OR NEW.county IS NOT OLD.county
        OR NEW.person IS NOT OLD.person OR NEW.made_by IS NOT OLD.made_by
        OR NEW.opened_at IS NOT OLD.opened_at;
    SELECT RAISE(ABORT, 'cases: a change needs a step of its own')
    WHERE NEW.version IS NOT OLD.version + 1 OR NOT EXISTS (
        SELECT 1 FROM case_steps
        WHERE case_id = NEW.case_id AND version = NEW.version
            AND before_state = OLD.state AND after_state = NEW.state
    );
    SELECT RAISE(ABORT, 'cases: what was accepted is not rewritten')
    WHERE OLD.state NOT IN ('draft', 'returned')
        AND (NEW.content IS NOT OLD.content OR NEW.documents IS NOT OLD.documents
            OR NEW.invoice IS NOT OLD.invoice);
    SELECT RAISE(ABORT, 'cases: only who takes the step stands as its operator')
    WHERE EXISTS (
        SELECT 1 FROM case_steps
        WHERE case_id = NEW.case_id AND version = NEW.version
            AND (
                (NEW.accepted_by IS NOT OLD.accepted_by
                    AND (step <> 'accept' OR operator <> NEW.accepted_by))
                OR (NEW.reviewed_by IS NOT OLD.reviewed_by AND NEW.reviewed_by <> ''
                    AND (step <> 'review' OR operator <> NEW.reviewed_by))
                OR (NEW.approved_by IS NOT OLD.approved_by
                    AND (step <> 'approve' OR operator <> NEW.approved_by))
                OR (NEW.override_by IS NOT OLD.override_by AND NEW.override_by <> ''
                    AND (step <> 'override' OR operator <> NEW.override_by))
                OR (NEW.sent_by IS NOT OLD.sent_by
                    AND (step <> 'send' OR operator <> NEW.sent_by))
                OR (NEW.paid_by IS NOT OLD.paid_by AND (step <> 'pay' OR operator <> NEW.paid_by))
            )
    );
    SELECT RAISE(ABORT, 'cases: sums change by acceptance, return and approval only')
    WHERE (NEW.entry IS NOT OLD.entry OR NEW.award <> OLD.award OR NEW.tilt <> OLD.tilt)
        AND NOT EXISTS (
            SELECT 1 FROM case_steps
            WHERE case_id = NEW.case_id AND version = NEW.version
                AND step IN ('accept', 'return', 'approve')
        );
END;

CREATE TRIGGER cases_stay BEFORE DELETE ON cases
BEGIN
    SELECT RAISE(ABORT, 'cases: cases are never deleted');
END;

-- A claim that came from a case is reversed as a case, in one write with it.
CREATE TRIGGER entries_of_cases BEFORE INSERT ON entries WHEN NEW.kind = 'reverse'
BEGIN
    SELECT RAISE(ABORT, 'cases: the claim belongs to a case; reverse the case')
    WHERE EXISTS (
        SELECT 1 FROM cases
        WHERE claim_id = NEW.claim_id AND claim_id <> ''
            AND state IN ('approved', 'sent', 'paid')
    );
END;
