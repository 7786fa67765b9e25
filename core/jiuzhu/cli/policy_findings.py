"""What a check of policy files found, line by line, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence

import click

from jiuzhu.loading.checking import Finding
from jiuzhu_schemas.converter import unstructure
from jiuzhu_schemas.text import Text

from .paper import write_json

_SEVERITY = {"fault": Text("错误", "fault"), "warning": Text("注意", "warning")}


def print_findings(findings: Sequence[Finding], form: str) -> None:
    """Print each finding with its place, then how many there are."""
    faults = sum(each.severity == "fault" for each in findings)
    warnings = len(findings) - faults
    if form == "json":
        write_json(
            {"faults": faults, "warnings": warnings, "findings": [unstructure(f) for f in findings]}
        )
        return
    for each in findings:
        click.echo(_line(each))
    click.echo(
        str(
            Text(
                f"{faults} 处错误，{warnings} 处注意",
                f"{faults} faults, {warnings} warnings",
            )
        )
    )


def _line(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    where = " ".join(part for part in (place, finding.path) if part)
    return f"{_SEVERITY[finding.severity]} {where}{Text('：', ': ')}{finding.text}"
