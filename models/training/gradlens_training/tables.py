"""Tables of Markdown files that a script writes between two comments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def write_table(path: Path, begin: str, end: str, head: Sequence[str], rows: Sequence[str]) -> None:
    """Writes the rows between the file's comments. Those of models that none of `rows` is of stay, in the order of models."""
    before, rest = path.read_text().split(begin)
    table, after = rest.split(end)
    new = {_model(row) for row in rows}
    kept = [row for row in table.strip().splitlines()[len(head) :] if _model(row) not in new]
    lines = [*head, *sorted([*kept, *rows], key=_model)]
    path.write_text(f"{before}{begin}\n\n" + "\n".join(lines) + f"\n\n{end}{after}")


def _model(row: str) -> str:
    return row.split("|")[1].strip()
