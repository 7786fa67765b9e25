"""What a check of policy files found, line by line, or as JSON; then how the cases came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from jiuzhu.loading.checking import Finding
from jiuzhu_schemas.converter import unstructure
from jiuzhu_schemas.text import Text

from .paper import write_json

if TYPE_CHECKING:
    from jiuzhu.testing.case_suite import CasesRun

_IN_FULL: Final = 3
"""Failing cases that are shown with everything; the others are named."""
_SEVERITY = {"fault": Text("错误", "fault"), "warning": Text("注意", "warning")}


def print_findings(
    findings: Sequence[Finding], form: str, runs: Sequence[CasesRun] | None = None
) -> None:
    """Print each finding with its place, then how many there are; then the ``runs`` of cases."""
    faults = sum(each.severity == "fault" for each in findings)
    warnings = len(findings) - faults
    if form == "json":
        document = {
            "faults": faults, "warnings": warnings, "findings": [unstructure(f) for f in findings],
        }  # fmt: skip
        if runs is not None:
            document["cases"] = [unstructure(run) for run in runs]
        write_json(document)
        return
    for each in findings:
        click.echo(_line(each))
    click.echo(
        str(
            Text(
                f"{faults} 处错误，{warnings} 处注意",
                f"{_counted(faults, 'fault')}, {_counted(warnings, 'warning')}",
            )
        )
    )
    for run in runs or ():
        _print_run(run)


def _print_run(run: CasesRun) -> None:
    for each in run.failures[:_IN_FULL]:
        click.echo(f"\n{each.file}:{each.line}{Text('：', ': ')}")
        click.echo(str(each.text))
    failed = len(run.failures)
    if failed > _IN_FULL:
        click.echo(str(Text("\n另有未通过的算例：", "\nFurther cases that failed:")))
        for each in run.failures[_IN_FULL:]:
            click.echo(f"  {each.file}:{each.line} {each.case}")
    print_totals(run)


def print_totals(run: CasesRun) -> None:
    """Print how many cases of a county there are, and how many of them failed."""
    failed = len(run.failures)
    if not run.total and not failed:
        said = Text("没有算例", "no golden cases")
    elif failed:
        said = Text(
            f"算例 {run.total} 个，{failed} 处未通过{_unconfirmed(run).zh}",
            f"{_counted(run.total, 'golden case')}, {failed} failed{_unconfirmed(run).en}",
        )
    else:
        said = Text(
            f"算例 {run.total} 个，全部相符",
            f"{_counted(run.total, 'golden case')}, all as expected",
        )
    click.echo(str(Text(f"{run.label.zh}：{said.zh}", f"{run.label.en}: {said.en}")))


def _unconfirmed(run: CasesRun) -> Text:
    number = sum(each.unconfirmed for each in run.failures)
    if not number:
        return Text("", "")
    return Text(f"，其中 {number} 个尚未手工确认", f", {number} of them not confirmed by hand")


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _line(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    where = " ".join(part for part in (place, finding.path) if part)
    return f"{_SEVERITY[finding.severity]} {where}{Text('：', ': ')}{finding.text}"
