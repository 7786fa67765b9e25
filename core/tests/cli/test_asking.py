"""Questions on a real terminal: Ctrl-C ends them, whatever was loaded before."""

from __future__ import annotations

import io
import os
import pty
import select
import subprocess
import sys

import pytest

from jiuzhu.cli import asking
from jiuzhu_schemas.text import Text

SCRIPT = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # The terminal's Ctrl-C is for this program.
import polars
import click
from jiuzhu.cli import asking
from jiuzhu_schemas.text import Text
try:
    {question}
except click.exceptions.Abort:
    print("ended")
"""
PATIENCE = 60.0
PRESSES, BETWEEN = 3, 5.0


def says(descriptor: int, until: str, patience: float = PATIENCE) -> bool:
    """Read what the program writes until a word of it; tell whether it came."""
    said = b""
    while until.encode() not in said:
        if not select.select([descriptor], [], [], patience)[0]:
            return False
        said += os.read(descriptor, 4096)
    return True


@pytest.mark.parametrize(
    "question", ["asking.secret(Text('?', '?'))", "asking.confirm(Text('?', '?'))"]
)
def test_ctrl_c_ends_a_question(question: str) -> None:
    mine, its = pty.openpty()
    words = [sys.executable, "-c", SCRIPT.format(question=question)]
    with subprocess.Popen(
        words, stdin=its, stdout=its, stderr=its, start_new_session=True
    ) as program:
        os.close(its)
        try:
            assert says(mine, "?")
            # Python does not see one that comes just before it waits: as people do, press again.
            for _ in range(PRESSES):
                os.write(mine, b"\x03")
                if says(mine, "ended", BETWEEN):
                    break
            else:
                pytest.fail("Ctrl-C was ignored")
        finally:
            os.close(mine)
            program.kill()


def test_a_new_password_is_asked_for_until_both_are_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asking, "on_terminal", lambda: False)
    monkeypatch.setattr("sys.stdin", io.StringIO("one\ntwo\nthree\nthree\n"))
    assert asking.secret(Text("新密码", "New password"), twice=True) == "three"
    said = capsys.readouterr()
    assert "两次输入不同" in said.err
    assert "echo" not in said.err + said.out
