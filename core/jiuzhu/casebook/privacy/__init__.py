"""Personal numbers are kept out of whatever is written for others than operators."""

from .logs import RedactingFormatter as RedactingFormatter
from .logs import guard_logging as guard_logging
from .logs import redacted_traceback as redacted_traceback
from .redaction import redact as redact
from .remarks import remark as remark
