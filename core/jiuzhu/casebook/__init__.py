"""The casebook: one SQLite file that remembers people, cases, what was paid and who did what.

`jiuzhu.casebook.store` opens it and holds the one way to write (`Casebook.gate`); `audit` is the
chain of who did what. Everything else is a subject of its own: ledger, roster, hospitals, cases,
payments, operators. The settlement engine knows nothing of this package.
"""
