-- Payment runs: the monthly list to the treasury, per channel. An entry of the ledger is in at
-- most one live run; what bounced, and what a cancelled run held, is free for the next one.

CREATE TABLE payment_runs (
    run INTEGER PRIMARY KEY,
    month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
    channel TEXT NOT NULL CHECK (channel IN ('county_hospital', 'city_platform', 'person_account')),
    purpose TEXT NOT NULL CHECK (purpose IN ('pay', 'recover')),
    up_to TEXT NOT NULL CHECK (up_to GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'settled', 'cancelled')),
    items INTEGER NOT NULL CHECK (items > 0),
    total INTEGER NOT NULL,               -- fen; the sum of its items, below zero for recovery
    paid INTEGER NOT NULL DEFAULT 0,      -- fen; of the items that are paid
    bounced INTEGER NOT NULL DEFAULT 0,   -- fen; of the items that came back
    made_by TEXT NOT NULL CHECK (made_by <> ''),
    made_at TEXT NOT NULL,
    sent_by TEXT CHECK (sent_by <> ''),
    sent_at TEXT,
    settled_by TEXT CHECK (settled_by <> ''),
    settled_at TEXT,
    cancelled_by TEXT CHECK (cancelled_by <> ''),
    cancelled_at TEXT,
    reason TEXT NOT NULL DEFAULT '',      -- why it was cancelled
    CHECK (CASE purpose WHEN 'pay' THEN total >= 0 ELSE total < 0 END),
    CHECK ((state IN ('sent', 'settled')) = (sent_by IS NOT NULL)),
    CHECK ((state = 'settled') = (settled_by IS NOT NULL)),
    CHECK ((state = 'cancelled') = (cancelled_by IS NOT NULL)),
    CHECK ((sent_by IS NULL) = (sent_at IS NULL)),
    CHECK ((settled_by IS NULL) = (settled_at IS NULL)),
    CHECK ((cancelled_by IS NULL) = (cancelled_at IS NULL)),
    CHECK (state <> 'settled' OR paid + bounced = total),
    CHECK (state IN ('sent', 'settled') OR (paid = 0 AND bounced = 0))
) STRICT;

CREATE TABLE payment_items (
    item INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES payment_runs (run),
    entry INTEGER NOT NULL REFERENCES entries (entry),
    person INTEGER NOT NULL REFERENCES people (person),
    claim_id TEXT NOT NULL,
    payee TEXT NOT NULL CHECK (payee <> ''),  -- whom the treasury pays: one transfer each
    amount INTEGER NOT NULL CHECK (amount <> 0),
    -- the account as it stood when the run was made; empty where no person is paid
    account_holder TEXT NOT NULL,
    account_bank TEXT NOT NULL,
    account_number TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'paid', 'bounced', 'released')),
    reason TEXT NOT NULL DEFAULT '',          -- why it bounced
    CHECK (state <> 'bounced' OR reason <> '')
) STRICT;

CREATE UNIQUE INDEX one_live_item_an_entry ON payment_items (entry)
WHERE state IN ('pending', 'paid');
CREATE INDEX payment_items_by_run ON payment_items (run, item);
CREATE INDEX payment_items_by_claim ON payment_items (claim_id);

CREATE TRIGGER payment_items_are_entries BEFORE INSERT ON payment_items
BEGIN
    SELECT RAISE(ABORT, 'payments: a new item is pending, in a draft')
    WHERE NEW.state <> 'pending'
        OR (SELECT state FROM payment_runs WHERE run = NEW.run) IS NOT 'draft';
    SELECT RAISE(ABORT, 'payments: the item is not what its entry says')
    WHERE NOT EXISTS (
        SELECT 1 FROM entries JOIN payment_runs USING (channel)
        WHERE entries.entry = NEW.entry AND payment_runs.run = NEW.run
            AND entries.award_change + entries.tilt_change = NEW.amount
            AND entries.person = NEW.person AND entries.claim_id = NEW.claim_id
            AND entries.settled_on <= payment_runs.up_to
    );
END;

CREATE TRIGGER payment_items_move BEFORE UPDATE ON payment_items
BEGIN
    SELECT RAISE(ABORT, 'payments: only the state of an item changes')
    WHERE (OLD.item, OLD.run, OLD.entry, OLD.person, OLD.claim_id, OLD.payee, OLD.amount,
            OLD.account_holder, OLD.account_bank, OLD.account_number)
        IS NOT (NEW.item, NEW.run, NEW.entry, NEW.person, NEW.claim_id, NEW.payee, NEW.amount,
            NEW.account_holder, NEW.account_bank, NEW.account_number);
    SELECT RAISE(ABORT, 'payments: no such step of an item')
    WHERE NOT EXISTS (
        SELECT 1 FROM payment_runs WHERE run = NEW.run AND CASE
            WHEN OLD.state = 'pending' AND NEW.state = 'released' THEN state = 'draft'
            WHEN OLD.state = 'pending' AND NEW.state IN ('paid', 'bounced') THEN state = 'sent'
            ELSE 0
        END
    );
END;

CREATE TRIGGER payment_items_keep BEFORE DELETE ON payment_items
BEGIN
    SELECT RAISE(ABORT, 'payments: items are never deleted');
END;

CREATE TRIGGER payment_runs_begin BEFORE INSERT ON payment_runs
WHEN NEW.state <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'payments: a run begins as a draft');
END;

CREATE TRIGGER payment_runs_move BEFORE UPDATE ON payment_runs
BEGIN
    SELECT RAISE(ABORT, 'payments: what a run lists never changes')
    WHERE (OLD.run, OLD.month, OLD.channel, OLD.purpose, OLD.up_to, OLD.items, OLD.total,
            OLD.made_by, OLD.made_at)
        IS NOT (NEW.run, NEW.month, NEW.channel, NEW.purpose, NEW.up_to, NEW.items, NEW.total,
            NEW.made_by, NEW.made_at)
        OR (OLD.sent_by IS NOT NULL
            AND (OLD.sent_by, OLD.sent_at) IS NOT (NEW.sent_by, NEW.sent_at))
        OR (OLD.settled_by IS NOT NULL
            AND (OLD.settled_by, OLD.settled_at) IS NOT (NEW.settled_by, NEW.settled_at));
    SELECT RAISE(ABORT, 'payments: no such step of a run')
    WHERE (OLD.state, NEW.state) NOT IN (VALUES ('draft', 'sent'), ('draft', 'cancelled'),
        ('sent', 'sent'), ('sent', 'settled'));
    SELECT RAISE(ABORT, 'payments: the sums of the run are not those of its items')
    WHERE NEW.state <> 'cancelled' AND (NEW.items, NEW.total, NEW.paid, NEW.bounced) IS NOT (
        SELECT count(*), sum(amount), sum(iif(state = 'paid', amount, 0)),
            sum(iif(state = 'bounced', amount, 0))
        FROM payment_items WHERE run = NEW.run
    );
    SELECT RAISE(ABORT, 'payments: items are still waiting')
    WHERE NEW.state IN ('settled', 'cancelled')
        AND EXISTS (SELECT 1 FROM payment_items WHERE run = NEW.run AND state = 'pending');
END;

CREATE TRIGGER payment_runs_keep BEFORE DELETE ON payment_runs
BEGIN
    SELECT RAISE(ABORT, 'payments: runs are never deleted');
END;

-- Whoever recorded, entered, reviewed or approved what is in a run does not send it.
CREATE TRIGGER payment_runs_by_other_hands BEFORE UPDATE ON payment_runs
WHEN NEW.state = 'sent' AND OLD.state = 'draft'
BEGIN
    SELECT RAISE(ABORT, 'payments: who recorded an entry does not send it')
    WHERE EXISTS (
        SELECT 1 FROM payment_items JOIN entries USING (entry)
        WHERE payment_items.run = NEW.run AND entries.actor = NEW.sent_by
    );
    SELECT RAISE(ABORT, 'payments: who made or decided a case does not send it')
    WHERE EXISTS (
        SELECT 1 FROM case_steps JOIN cases USING (case_id) JOIN payment_items USING (claim_id)
        WHERE case_steps.operator = NEW.sent_by AND case_steps.duty IN ('make', 'decide')
            AND payment_items.run = NEW.run
    ) OR EXISTS (
        SELECT 1 FROM case_steps JOIN case_entries USING (case_id)
            JOIN payment_items USING (entry)
        WHERE case_steps.operator = NEW.sent_by AND case_steps.duty IN ('make', 'decide')
            AND payment_items.run = NEW.run
    );
END;
