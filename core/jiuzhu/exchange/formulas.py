"""Workbook cells that hold no value: errors such as #N/A, and formulas never computed.

The reader gives both as the empty text, which would pass for "still valid" or for no payment.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from xml.parsers.expat import ParserCreate

from attrs import define, field

from jiuzhu_schemas.text import Text

from .archives import column_number
from .problems import FileError

ERROR: Final = Text("单元格是错误值", "is an error value")
NO_RESULT: Final = Text("单元格中的公式没有结果", "is a formula without a result")
MOST_BROKEN: Final = 100_000

_PIECE: Final = 1 << 20
_SUSPECT: Final = re.compile(rb"""<(?:\w+:)?f[\s/>]|\st\s*=\s*["']e["']""")
_REFERENCE: Final = re.compile(r"([A-Za-z]+)([0-9]+)\Z")
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"


@define
class BrokenCell:
    """A cell without a value: what it is, and what it shows."""

    what: Text
    shown: str


def broken_cells(source: Path, sheet: str) -> dict[tuple[int, int], BrokenCell]:
    """Return the cells of one sheet that hold no value, by row and column from 0.

    Raises FileError if there are very many.
    """
    with zipfile.ZipFile(source) as archive:
        part = _part_of(archive, sheet)
        if not _suspect(archive, part):
            return {}
        scan = _Scan(str(source))
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = scan.start
        parser.EndElementHandler = scan.end
        parser.CharacterDataHandler = scan.text
        with archive.open(part) as opened:
            parser.ParseFile(opened)
    return scan.found


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the part of the archive that holds a sheet."""
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in ElementTree.fromstring(archive.read(_RELATIONS))
    }
    for each in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if each.tag.endswith("}sheet") and each.get("name") == sheet:
            relation = next((value for key, value in each.items() if key.endswith("}id")), None)
            target = targets.get(relation, "")
            wanted = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower()
            return next(name for name in archive.namelist() if name.lower() == wanted)
    raise KeyError(sheet)


def _suspect(archive: zipfile.ZipFile, part: str) -> bool:
    """Tell whether a sheet may hold such cells at all: most do not, and need no parsing."""
    tail = b""
    with archive.open(part) as opened:
        while piece := opened.read(_PIECE):
            if _SUSPECT.search(tail + piece):
                return True
            tail = piece[-64:]
    return False


@define
class _Scan:
    file: str
    found: dict[tuple[int, int], BrokenCell] = field(factory=dict)
    row: int = -1
    column: int = -1
    kind: str = ""
    formula: bool = False
    value: bool = False
    inside: str = ""
    written: str = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "f":
            self.formula = True
        elif tag == "v":
            self.value = True
        self.inside = tag

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self.column += 1
        place = _REFERENCE.match(attributes.get("r", "").strip())
        if place is not None:
            self.column = column_number(place[1].encode()) - 1
            self.row = int(place[2]) - 1
        self.kind = attributes.get("t", "")
        self.formula = self.value = False
        self.written = ""

    def text(self, data: str) -> None:
        if self.inside == "v":
            self.written += data

    def end(self, name: str) -> None:
        self.inside = ""
        if name.rpartition(" ")[2] != "c":
            return
        # A formula whose result is the empty text is written as t="str" with an empty <v>.
        result = self.written != "" or (self.value and self.kind == "str")
        if self.kind == "e":
            self._add(BrokenCell(ERROR, self.written or "#"))
        elif self.formula and not result:
            self._add(BrokenCell(NO_RESULT, "="))

    def _add(self, cell: BrokenCell) -> None:
        self.found[self.row, self.column] = cell
        if len(self.found) > MOST_BROKEN:
            raise FileError(
                Text(
                    "工作表中错误值或没有结果的公式过多，请在 Excel 中重新计算并另存",
                    "the sheet has too many errors or formulas without a result;"
                    " compute and save it anew",
                ),
                self.file,
            )
