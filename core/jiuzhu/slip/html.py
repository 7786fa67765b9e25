"""A slip as a page to print: one file, A4, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from jiuzhu_schemas.text import Language, chosen_language

from .record import Row, Section, Slip, Words

_STYLE: Final = """
@page { size: A4; margin: 16mm }
body { font: 10.5pt/1.4 "Noto Sans CJK SC", "Microsoft YaHei", "SimSun", sans-serif;
  color: #000; background: #fff; max-width: 178mm; margin: 0 auto }
h1 { font-size: 16pt; text-align: center; margin: 0 }
h2 { font-size: 10.5pt; margin: 3mm 0 1mm; border-bottom: 0.3mm solid #000 }
p { margin: 0.5mm 0 }
.number { text-align: center }
.mark { font-size: 14pt; font-weight: bold; text-align: center; border: 0.6mm solid #000;
  padding: 1mm; margin: 2mm 0 }
table { border-collapse: collapse; width: 100% }
td { padding: 0.3mm 2mm 0.3mm 0; vertical-align: top; overflow-wrap: anywhere }
td:first-child { width: 42mm }
td.sum { width: 28mm; text-align: right; font-variant-numeric: tabular-nums }
tr, section { break-inside: avoid }
.signatures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4mm; margin-top: 6mm }
.signatures div { border-top: 0.3mm solid #000; padding-top: 1mm; min-height: 14mm }
.printed { font-size: 8pt; text-align: right; margin-top: 4mm }
"""


def as_html(slip: Slip, language: Language | None = None) -> str:
    """Return a slip as a page of HTML, in the chosen language if none is given.

    Whatever stands in names and notes is text there; nothing of it is markup.
    """
    return "\n".join(_page(slip, language or chosen_language())) + "\n"


def _page(slip: Slip, language: Language) -> Iterator[str]:
    title = _say(slip.title, language)
    code = {"zh": "zh-CN", "en": "en"}[language]
    yield f'<!DOCTYPE html>\n<html lang="{code}">\n<head>\n<meta charset="utf-8">'
    yield '<meta http-equiv="Content-Security-Policy"'
    yield " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<title>{_say(slip.number, language)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f'<h1>{title}</h1>\n<p class="number">{_say(slip.number, language)}</p>'
    if slip.mark is not None:
        yield f'<p class="mark">{_say(slip.mark, language)}</p>'
    for section in slip.sections:
        yield from _section(section, language)
    yield '<div class="signatures">'
    for each in slip.signatures:
        written = "<br>".join(map(escape, (each.name, each.at)))
        yield f"<div>{_say(each.label, language)}：<br>{written}</div>"
    yield f'</div>\n<p class="printed">{_say(slip.printed, language)}</p>\n</body>\n</html>'


def _section(section: Section, language: Language) -> Iterator[str]:
    yield f"<section>\n<h2>{_say(section.title, language)}</h2>\n<table>"
    for row in section.rows:
        yield _row(row, language)
    yield "</table>"
    for note in section.notes:
        yield f"<p>{_say(note, language)}</p>"
    yield "</section>"


def _row(row: Row, language: Language) -> str:
    label, value = _say(row.label, language), _say(row.value, language)
    more = _say(row.more, language)
    if row.is_sum:
        return f'<tr><td>{label}</td><td class="sum">{value}</td><td>{more}</td></tr>'
    joined = f"{value}　{more}" if more else value
    return f'<tr><td>{label}</td><td colspan="2">{joined}</td></tr>'


def _say(words: Words, language: Language) -> str:
    return escape(words if isinstance(words, str) else words.in_language(language))
