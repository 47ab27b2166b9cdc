"""Tables of Markdown files that a script writes between two comments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def write_table(
    path: Path, begin: str, end: str, head: Sequence[str], rows: Sequence[str], told_apart_by: int = 1
) -> None:
    """
    Writes the rows between the file's comments. Those of models that none of `rows` is of stay, in the order of models.
    `told_apart_by`: of how many first cells, the model's and what follows, such as the images.
    """
    before, rest = path.read_text().split(begin)
    table, after = rest.split(end)
    new = {_cells(row, told_apart_by) for row in rows}
    kept = [row for row in table.strip().splitlines()[len(head) :] if _cells(row, told_apart_by) not in new]
    lines = [*head, *sorted([*kept, *rows], key=lambda row: _cells(row, told_apart_by))]
    path.write_text(f"{before}{begin}\n\n" + "\n".join(lines) + f"\n\n{end}{after}")


def _cells(row: str, count: int) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.split("|")[1 : 1 + count])
