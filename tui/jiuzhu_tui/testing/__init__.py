"""For tests of screens: a screen as text, hostile names, a long list. Needs no terminal."""

from .frames import frame as frame
from .frames import settled as settled
from .hostile import HOSTILE as HOSTILE
from .sources import Numbers as Numbers
