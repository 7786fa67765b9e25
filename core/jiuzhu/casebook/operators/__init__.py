"""Operators: accounts, passwords, roles, townships, and who may do what."""

from .accounts import change_role as change_role
from .accounts import disable_operator as disable_operator
from .accounts import enable_operator as enable_operator
from .accounts import set_townships as set_townships
from .errors import AccountLocked as AccountLocked
from .errors import LoginRefused as LoginRefused
from .errors import MustChangePassword as MustChangePassword
from .full_ids import view_full_id as view_full_id
from .logins import change_password as change_password
from .logins import login as login
from .register import Operator as Operator
from .register import add_operator as add_operator
from .register import operator_named as operator_named
from .register import operators as operators
from .register import reset_password as reset_password
from .rights import ACTS as ACTS
from .rights import require as require
