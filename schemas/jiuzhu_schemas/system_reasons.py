"""Why the system could not read or write a file, in the two languages."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .text import Text

_REASONS: Final[Mapping[int, Text]] = MappingProxyType(
    {
        errno.ENOENT: Text("文件或文件夹不存在", "no such file or folder"),
        errno.ENOTDIR: Text("路径中有一段不是文件夹", "a part of the path is no folder"),
        errno.EISDIR: Text("是文件夹，不是文件", "is a folder, not a file"),
        errno.EEXIST: Text("文件已存在", "the file is there already"),
        errno.EACCES: Text("没有读写权限", "no permission"),
        errno.EPERM: Text("系统不允许", "not permitted by the system"),
        errno.EROFS: Text("磁盘只读", "the disk is read-only"),
        errno.ENAMETOOLONG: Text("文件名过长", "the name is too long"),
        errno.ENOSPC: Text("磁盘已满", "the disk is full"),
        errno.EIO: Text("磁盘读写出错", "the disk could not be read or written"),
    }
)


def reason_of(error: OSError) -> Text:
    """Return the reason of a failure; in the system's own words where it is a rare one.

    >>> reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory")).zh
    '文件或文件夹不存在'
    """
    said = error.strerror or str(error)
    return _REASONS.get(error.errno or 0, Text(said, said))
