"""The printed slip of a settlement (结算单): what was given, by which clause, who decided."""

from .errors import NoSlip as NoSlip
from .html import as_html as as_html
from .reading import slip_of_case as slip_of_case
from .record import Slip as Slip
from .text import as_text as as_text
from .writing import write_slip as write_slip
