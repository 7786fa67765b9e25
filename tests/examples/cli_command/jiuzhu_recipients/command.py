"""``jiuzhu recipients``: whom a county relieves, by its newest edition."""

from __future__ import annotations

import click

from jiuzhu import Platform


@click.command(help="列出一个县的救助对象和认定部门")
@click.option("--county", required=True)
def command(county: str) -> int:
    """Print a line a category; 0 done."""
    policy = Platform.load().county(county).policy
    for category, helped in policy.editions[-1].recipients.items():
        label = policy.vocabulary.categories[category].label
        click.echo(f"{label}\t{helped.recipient.department}")
    return 0
