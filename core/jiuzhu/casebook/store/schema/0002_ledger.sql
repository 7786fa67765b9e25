-- The ledger: what was decided and drawn, entry by entry. Nothing in it is ever changed.
--
-- An entry holds the claim's whole standing answer after it. award_change and tilt_change say by
-- how much the entry moved the person's pools: the answer itself for a settlement, its negative
-- for a reversal, the difference for an adjustment. Summed over a person, year and pool they are
-- what the pool has given.

-- What is equal for many claims of a book, once: the recognised intervals a claim was settled by.
CREATE TABLE holdings (
    holding INTEGER PRIMARY KEY,
    intervals TEXT NOT NULL UNIQUE  -- JSON: [[category, valid_from, valid_to or null], ...]
) STRICT;

CREATE TRIGGER holdings_stay BEFORE UPDATE ON holdings
BEGIN
    SELECT RAISE(ABORT, 'ledger: holdings are never changed');
END;

CREATE TRIGGER holdings_keep BEFORE DELETE ON holdings
BEGIN
    SELECT RAISE(ABORT, 'ledger: holdings are never deleted');
END;

CREATE TABLE entries (
    entry INTEGER PRIMARY KEY,
    claim_id TEXT NOT NULL CHECK (claim_id <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('settle', 'reverse', 'adjust')),
    replaces INTEGER REFERENCES entries (entry),  -- the claim's entry before this one
    cause INTEGER REFERENCES entries (entry),     -- the reversal that led to an adjustment
    person INTEGER NOT NULL REFERENCES people (person),
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 9999),
    settled_on TEXT NOT NULL,
    county TEXT NOT NULL,
    -- the receipt: with the policy, all that is needed to settle the claim again
    claim TEXT NOT NULL,               -- JSON of the claim's fields, sums in fen
    home_care INTEGER NOT NULL CHECK (home_care IN (0, 1)),
    holding INTEGER NOT NULL REFERENCES holdings (holding),
    used_before TEXT NOT NULL,         -- JSON: {pool: fen} of the person's year before this entry
    edition TEXT NOT NULL,             -- hash of the policy documents it was settled under
    -- the answer
    stage TEXT NOT NULL,
    identity TEXT NOT NULL,
    rate INTEGER CHECK (rate BETWEEN 0 AND 10000),  -- basis points
    base INTEGER NOT NULL CHECK (base >= 0),
    award INTEGER NOT NULL CHECK (award >= 0),
    tilt INTEGER NOT NULL CHECK (tilt >= 0),
    charity TEXT NOT NULL,
    reason TEXT NOT NULL,
    clause TEXT NOT NULL,
    pool TEXT NOT NULL,                -- '' where no relief was given
    pool_cap INTEGER CHECK (pool_cap >= 0),
    tilt_pool TEXT NOT NULL,
    tilt_cap INTEGER CHECK (tilt_cap >= 0),
    award_change INTEGER NOT NULL,
    tilt_change INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('county_hospital', 'city_platform', 'person_account')),
    note TEXT NOT NULL,                -- why it was reversed or adjusted
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    CHECK (award + tilt <= base),
    CHECK ((kind = 'settle') = (replaces IS NULL)),
    CHECK (kind <> 'settle' OR (award_change = award AND tilt_change = tilt)),
    CHECK (kind <> 'reverse' OR (award = 0 AND tilt = 0 AND award_change <= 0 AND tilt_change <= 0)),
    CHECK (pool <> '' OR award = 0),
    CHECK (tilt_pool <> '' OR tilt = 0)
) STRICT;

-- Only a settlement replaces nothing: so a claim has one settlement.
CREATE UNIQUE INDEX entries_by_claim ON entries (claim_id, coalesce(replaces, 0));
CREATE UNIQUE INDEX replaced_once ON entries (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX entries_by_person ON entries (person, year, entry);

CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'ledger: entries are never changed');
END;

CREATE TRIGGER entries_keep BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'ledger: entries are never deleted');
END;

-- What a person's pool has given in a year. cap is the highest cap that any payment met; NULL: none.
CREATE TABLE pools (
    person INTEGER NOT NULL REFERENCES people (person),
    year INTEGER NOT NULL,
    pool TEXT NOT NULL CHECK (pool <> ''),
    cap INTEGER CHECK (cap >= 0),
    used INTEGER NOT NULL CHECK (used >= 0),
    PRIMARY KEY (person, year, pool),
    CHECK (cap IS NULL OR used <= cap)
) STRICT, WITHOUT ROWID;

-- Idempotency: the first answer to a claim id, and the hash of what was asked.
CREATE TABLE requests (
    claim_id TEXT PRIMARY KEY,
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    entry INTEGER NOT NULL UNIQUE REFERENCES entries (entry)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER requests_stay BEFORE UPDATE ON requests
BEGIN
    SELECT RAISE(ABORT, 'requests are never changed');
END;

CREATE TRIGGER requests_keep BEFORE DELETE ON requests
BEGIN
    SELECT RAISE(ABORT, 'requests are never deleted');
END;
