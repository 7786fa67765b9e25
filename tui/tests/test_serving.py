"""The terminal in a browser: this machine only, nothing from outside, a clear word without it."""

from __future__ import annotations

import asyncio
import re
import shlex
import shutil
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook.errors import NoCasebook
from jiuzhu_tui.serving import server
from jiuzhu_tui.serving.guard import HOST, headers, is_own
from jiuzhu_tui.serving.server import TEMPLATES, NoBrowserExtra, make_server, serve

from .offices import made

_INSTALLED = find_spec("textual_serve") is not None


@pytest.mark.parametrize(
    ("host", "origin", "own"),
    [
        ("127.0.0.1:8023", None, True),
        ("localhost:8023", "http://localhost:8023", True),
        ("127.0.0.1:8023", "http://127.0.0.1:8023", True),
        ("127.0.0.1:8023", "http://evil.example", False),
        ("127.0.0.1:8023", "null", False),
        ("127.0.0.1:8023", "https://127.0.0.1:8023", False),
        ("127.0.0.1:8023", "http://127.0.0.1:9999", False),
        ("evil.example:8023", None, False),
        ("192.168.1.5:8023", None, False),
        ("127.0.0.1", None, False),
        (None, None, False),
    ],
)
def test_only_this_machines_own_page_is_answered(
    host: str | None, origin: str | None, own: bool
) -> None:
    assert is_own(host, origin, 8023) is own


def test_the_page_names_no_other_place() -> None:
    page = (TEMPLATES / "app_index.html").read_text("utf-8")
    assert not re.search(r"https?:|//|@import|@font-face", page)
    assert "data-session-websocket-url" in page
    assert "http" not in headers(8023)["Content-Security-Policy"]


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: None)
    with pytest.raises(NoBrowserExtra, match=r"jiuzhu-tui\[browser\]"):
        serve(None)


def test_a_file_that_is_no_casebook_is_refused_first(tmp_path: Path) -> None:
    with pytest.raises(NoCasebook):
        serve(tmp_path / "none.db")


@pytest.mark.skipif(not _INSTALLED, reason="needs jiuzhu-tui[browser]")
def test_it_serves_on_the_loopback_alone_and_refuses_others(tmp_path: Path) -> None:
    from aiohttp import ClientSession, web

    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    made = make_server(tmp_path / "a casebook's.db", port)
    assert made.host == HOST
    assert shlex.split(made.command)[1:] == ["-m", "jiuzhu_tui", str(tmp_path / "a casebook's.db")]
    made.command = shlex.join([sys.executable, "-c", "print('__GANGLION__')"])

    async def look() -> None:
        runner = web.AppRunner(await made._make_app())
        await runner.setup()
        await web.TCPSite(runner, made.host, made.port).start()
        async with ClientSession() as browser:
            await ask(browser)
        await runner.cleanup()

    async def ask(browser: Any) -> None:
        where = f"http://{HOST}:{port}"
        async with browser.get(where) as answer:
            page = await answer.text()
            assert answer.status == 200
            assert "font-src 'self'" in answer.headers["Content-Security-Policy"]
        for place in re.findall(r'(?:href|src)="(http[^"]+)"', page):
            assert place.startswith(where)
            async with browser.get(place) as answer:
                assert answer.status == 200
        for wrong in ({"Host": f"evil.example:{port}"}, {"Origin": "http://evil.example"}):
            for path in ("/", "/ws", "/static/js/textual.js"):
                async with browser.get(f"{where}{path}", headers=wrong) as answer:
                    assert answer.status == 403

    asyncio.run(look())


@pytest.mark.skipif(not _INSTALLED, reason="needs jiuzhu-tui[browser]")
def test_a_page_shows_the_login_and_takes_what_is_typed(tmp_path: Path) -> None:
    """As a browser does it: the page, then its socket, then keys; the page's process ends with it.

    Chinese arrives as it was typed, and another page's socket is refused.
    """
    from aiohttp import ClientSession, WSServerHandshakeError, web

    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    book = Path(shutil.copy(made(), tmp_path / "book.db"))
    server_made = make_server(book, port)
    where = f"http://{HOST}:{port}"

    async def look() -> None:
        runner = web.AppRunner(await server_made._make_app())
        await runner.setup()
        await web.TCPSite(runner, server_made.host, server_made.port).start()
        async with ClientSession() as browser:
            with pytest.raises(WSServerHandshakeError):
                await browser.ws_connect(f"{where}/ws", headers={"Origin": "http://evil.example"})
            page = await browser.ws_connect(
                f"{where}/ws?width=80&height=24", headers={"Origin": where}
            )
            await shows(page, "救助业务")
            await page.send_json(["stdin", "赵经办"])
            await shows(page, "办")
            await page.send_json(["stdin", "\x11"])
            while not page.closed:
                await asyncio.wait_for(page.receive(), 30)
        await runner.cleanup()

    async def shows(page: Any, text: str) -> None:
        """Read until the terminal was sent a text."""
        sent = b""
        async with asyncio.timeout(30):
            while text.encode() not in sent:
                message = await page.receive()
                sent += message.data if isinstance(message.data, bytes) else b""

    asyncio.run(look())
