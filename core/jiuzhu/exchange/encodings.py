"""Which bytes are which characters: BOM, then strict UTF-8, then GB18030."""

from __future__ import annotations

from typing import Final

from jiuzhu_schemas.text import Text

from .problems import FileError

BOM: Final = b"\xef\xbb\xbf"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


def is_utf8(sample: bytes) -> bool:
    """Tell whether the bytes are UTF-8; a character cut off at the very end does not count."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.end == len(sample)
    return True


def to_utf8(data: bytes, file: str) -> bytes:
    """Return the bytes in UTF-8, read as GB18030 if they are not UTF-8 already.

    Raises FileError naming the line that is neither.
    """
    if data.startswith(_UTF16):
        raise FileError(
            Text(
                "文件是 UTF-16 编码，请另存为“CSV UTF-8”",
                "the file is UTF-16; save it as “CSV UTF-8”",
            ),
            file,
        )
    data = data.removeprefix(BOM)
    try:
        data.decode("utf-8")
        return data
    except UnicodeDecodeError as not_utf8:
        try:
            return data.decode("gb18030").encode()
        except UnicodeDecodeError:
            line = data.count(b"\n", 0, not_utf8.start) + 1
            raise FileError(
                Text(
                    f"第{line}行既不是 UTF-8 也不是 GB18030 编码，请用 Excel 另存为“CSV UTF-8”",
                    f"line {line} is neither UTF-8 nor GB18030; save the file as “CSV UTF-8”",
                ),
                file,
            ) from None
