"""Serves the terminal to a browser on the same machine; each page is a process with its login."""

from __future__ import annotations

import shlex
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .guard import HOST, headers, is_own

TEMPLATES: Final = Path(__file__).parent / "templates"
PORT: Final = 8023


class NoBrowserExtra(JiuzhuError):
    """The packages that serve to a browser are not installed."""


def serve(casebook: Path | None, port: int = PORT) -> int:
    """Serve until Ctrl+C; return 0.

    Raises NoBrowserExtra, NoCasebook or NotACasebook if the file is none.
    """
    if casebook is not None:
        Casebook.open(casebook, read_only=True).close()
    server = make_server(casebook, port)
    server.serve()
    return 0


def make_server(casebook: Path | None, port: int) -> Any:
    """Return textual-serve's server with our page, bound to this machine. Raises NoBrowserExtra."""
    if find_spec("textual_serve") is None:
        raise NoBrowserExtra(
            Text(
                "未安装浏览器支持，请安装 jiuzhu-tui[browser]",
                "serving to a browser is not installed: install jiuzhu-tui[browser]",
            )
        )
    made = import_module("textual_serve.server").Server(
        _command(casebook),
        host=HOST,
        port=port,
        title=str(Text("救助", "Jiuzhu")),
        templates_path=TEMPLATES,
    )
    make_app = made._make_app

    async def guarded_app() -> Any:
        app = await make_app()
        app.middlewares.append(_guard(port))
        return app

    made._make_app = guarded_app
    made.initialize_logging = lambda: None  # Its own prints local variables.
    made.on_startup = _say_where(port)
    return made


def _guard(port: int) -> Any:
    web = import_module("aiohttp.web")

    @web.middleware  # type: ignore[untyped-decorator, unused-ignore]
    async def guard(request: Any, handler: Any) -> Any:
        if not is_own(request.headers.get("Host"), request.headers.get("Origin"), port):
            return web.Response(status=403, text=str(Text("只供本机使用", "this machine only")))
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(headers(port))
        return answer

    return guard


def _say_where(port: int) -> Any:
    async def say(_: Any) -> None:
        where = f"http://{HOST}:{port}"
        print(Text(f"请用本机浏览器打开 {where}，Ctrl+C 停止", f"open {where}; Ctrl+C stops"))

    return say


def _command(casebook: Path | None) -> str:
    """Return the shell's line for one page's process."""
    words = [sys.executable, "-m", "jiuzhu_tui", *([str(casebook)] if casebook else [])]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
