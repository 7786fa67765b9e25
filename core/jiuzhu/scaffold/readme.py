"""The README of a new county's package: from red to green, clause by clause."""

from __future__ import annotations

from .order import TO_FILL_IN, Baseline, Order


def readme(order: Order, baseline: Baseline) -> str:
    """Return ``README.md``, in Chinese and then in English."""
    return f"# {order.name.zh} · {order.name.en}\n\n{_zh(order, baseline)}\n{_en(order)}"


def _zh(order: Order, baseline: Baseline) -> str:
    policy = f"{order.package}/policy/{order.document}.toml"
    return f"""\
救助平台的县级程序包。现在的标准与 {baseline.document.number} 相同，全部待核，
所以测试是**红**的。按下面的次序逐条改，全部变**绿**即可使用。

1. 安装：`pip install --no-deps --no-build-isolation -e .`，
   然后 `jiuzhu counties` 应列出 `{order.id}`。
2. 打开 `{policy}`，填写文件开头：文号、标题、发文机关、施行日期。
3. 逐条（`[[clauses]]`）：在本县文件中找到该条，填 `cite`（第几条）和 `says`（自己的话）；
   再找到引用这一条的行（`clause = "…"`），把比例、限额改成本县的数。
   本县没有另定的整张表连同它的条款一并删去，删去后按上级文件执行。
   改一次查一次：`jiuzhu policy check --county {order.id}`，
   加 `--watch` 则每次保存后自动再查，并运行算例。
   `jiuzhu policy table {policy}` 按法规附表的样子打印，与纸上的逐格对照。
4. `{order.package}/cases/` 里每一行标准有一个算例，注释写明它用到哪一行。
   照本县文件**手工**算一遍：把算式写进 `why`，把手算的结果写进 `expect`，
   删去 `confirmed = false`。
   新加的行用 `jiuzhu county cases {order.id}` 补写算例；删去的行，算例也删去。
5. 运行 `pytest -x`：第一个红的就是下一件要做的事。算例变绿，说明手算和系统一致。
6. 没有“{TO_FILL_IN}”、算例全绿之后：
   `jiuzhu audit report --county {order.id} --output report.md`，冲突、漏洞和断崖都在其中；
   确有依据的冲突用 `[[waivers]]` 登记，已知而保留的连同理由写进测试的 `known_findings`。

改了施行日期（`from`），算例的日期也要跟着改。

| 要加什么 | 放在哪里 |
|---|---|
| 本县自有的对象类别 | `{order.package}/vocabulary/categories.toml` |
| 自有的病种及编码 | `{order.package}/vocabulary/diseases.toml` |
| 费用文件中多出的列 | `{order.package}/vocabulary/facts.toml` |
| 来文的表头和用词 | `{order.package}/vocabulary/headers.toml` |
| 办理期限 | `{order.package}/vocabulary/deadlines.toml` |
| 表格说不清的规则 | `{order.package}/__init__.py` 中类 `{order.class_name}` 的一个方法 |

`schemas/` 供编辑器补全和检查（文件第一行的 `#:schema`），平台升级后重新生成：
`jiuzhu policy schema {policy}`，其他文件同样。
写法逐项见平台的 `docs/tutorial.zh-CN.md`、`docs/howto/`、`docs/policy-files.md`。
"""


def _en(order: Order) -> str:
    policy = f"{order.package}/policy/{order.document}.toml"
    return f"""\
## In English

A county's package for Jiuzhu. Every figure is still the baseline's and unconfirmed, so the
tests are **red**.

1. Install: `pip install --no-deps --no-build-isolation -e .`; `jiuzhu counties` then lists
   `{order.id}`.
2. Fill in the head of `{policy}`.
3. Clause by clause: find it in your document, fill in `cite` and `says`, then set the figures of
   the rows that name it. Delete a table with its clauses where your document says nothing of its
   own: the baseline then answers. `jiuzhu policy check --county {order.id}` after each change, or
   once with `--watch`. `jiuzhu policy table {policy}` prints the rates as
   the law does, to hold against the paper.
4. `{order.package}/cases/` has a case for every row. Work it **by hand** from your document: the
   sum into `why`, the result into `expect`, then delete `confirmed = false`. For rows that you
   add, `jiuzhu county cases {order.id}` drafts cases; for rows that you delete, delete theirs.
5. `pytest -x`: the first red test is the next thing to do.
6. When nothing is left to fill in and all cases are green:
   `jiuzhu audit report --county {order.id} --output report.md`. A conflict that rests on a later
   document is recorded under `[[waivers]]`; a finding that stays goes into the tests'
   `known_findings`, with its reason.

With another first day (`from`), move the dates of the cases too.

Categories, diseases, claim columns, headers and deadlines of your own go into
`{order.package}/vocabulary/`, as `categories.toml`, `diseases.toml`, `facts.toml`, `headers.toml`
and `deadlines.toml`; a rule that no table can say is a method of the class `{order.class_name}`.
How: `docs/tutorial.md`, `docs/howto/` and `docs/policy-files.md` of the platform. `schemas/` is
for editors; after an upgrade, `jiuzhu policy schema FILE` writes a file's schema anew.
"""
