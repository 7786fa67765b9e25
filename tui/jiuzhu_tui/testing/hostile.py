"""Names as they may stand in the data, which must do nothing and show as they are (check S2)."""

from __future__ import annotations

from typing import Final

HOSTILE: Final[tuple[str, ...]] = (
    "[@click=app.quit]x[/]",
    "张三[/]",
    "[bold]李四",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "王\u202e五",
    "é\u0302\u0303\u0308x\u0302",
    "赵\x00六\x1b[31m",
    "钱\n七\t八",
    "买买提·艾力" + "长" * 120,
    "ＦＵＬＬ　ｗｉｄｔｈ",
    "=1+1",
    "\"'`引号’",
    "\\[反斜杠\\]\\n",
    "",
    "半\ud800个",
)
