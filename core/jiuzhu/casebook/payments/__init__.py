"""Payment runs: the monthly list to the treasury per channel, and what came of it.

A run takes every ledger entry of its channel that no live run holds. It is made, sent by other
hands than those that recorded, entered or decided what it pays, and settled payee by payee.
`jiuzhu.casebook.payments.results` reads the treasury's answer from a file, `writing` writes a
listing; both load more than the rest and are imported where they are needed.
"""

from .accounts import account_of as account_of
from .accounts import drafts_of_other_account as drafts_of_other_account
from .accounts import record_account as record_account
from .accounts import view_account as view_account
from .errors import NothingToPay as NothingToPay
from .making import cancel_run as cancel_run
from .making import make_run as make_run
from .making import preview_run as preview_run
from .payees import payee_name as payee_name
from .reading import items_of as items_of
from .reading import lines_of as lines_of
from .reading import payments_of_claim as payments_of_claim
from .reading import run_of as run_of
from .reading import runs as runs
from .records import Account as Account
from .records import Held as Held
from .records import Item as Item
from .records import Line as Line
from .records import Preview as Preview
from .records import Purpose as Purpose
from .records import Run as Run
from .sending import send_run as send_run
from .settling import bounce as bounce
from .settling import settle_run as settle_run
from .treasury_list import Listing as Listing
from .treasury_list import listing as listing
