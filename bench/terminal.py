"""A program in a terminal of its own: keys go in, what it paints comes out, timed by the clock."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

ENTER: Final = "\r"
SIZE: Final = (40, 120)
"""Lines and columns."""
_PATIENCE: Final = 60.0
_CONTROL: Final = re.compile(
    rb"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x1b[=>78]"
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\"
)
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Terminal:
    """Starts the program; `shows` and `press` return what the clock said."""

    def __init__(self, command: Sequence[str], settings: Mapping[str, str]) -> None:
        self.began = time.perf_counter()
        self._process, self._fd = pty.fork()
        if not self._process:
            os.environ.update(settings, TERM="xterm-256color")
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
            os.execv(command[0], list(command))
        self._painted = b""

    def press(self, keys: str) -> float:
        """Press keys and forget what was painted before; return the moment."""
        self._painted = b""
        moment = time.perf_counter()
        os.write(self._fd, keys.encode())
        return moment

    def shows(self, text: str) -> float:
        """Wait until a text has been painted and return the moment. Raises TimeoutError."""
        deadline = time.perf_counter() + _PATIENCE
        while text not in self._text():
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{text!r} is not in {self._text()[-2000:]!r}")
            self._take(0.5)
        return time.perf_counter()

    def rest(self, seconds: float) -> None:
        """Let time go by; what is painted meanwhile is taken and kept."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._take(left)

    def memory(self) -> dict[str, int]:
        """Return the bytes held now and the most held so far."""
        lines = Path(f"/proc/{self._process}/status").read_text().splitlines()
        found = dict(line.split(":", 1) for line in lines)
        return {name: int(found[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM")}

    def processor(self) -> float:
        """Return the seconds of processor time used so far, by all threads."""
        fields = Path(f"/proc/{self._process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def close(self) -> None:
        """End the program."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._fd)

    def _text(self) -> str:
        return _CONTROL.sub(b"", self._painted).decode("utf-8", "replace")

    def _take(self, seconds: float) -> None:
        if select.select([self._fd], [], [], seconds)[0]:
            try:
                self._painted += os.read(self._fd, 1 << 16)
            except OSError as error:  # The terminal ends with its program.
                raise RuntimeError(f"it ended: {self._text()[-2000:]}") from error
