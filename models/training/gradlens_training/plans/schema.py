"""plan.json and results.json against the JSON schemas that the page publishes, of which the package has copies."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import jsonschema

SCHEMAS = Path(__file__).parent / "schemas"
MAX_BYTES = {"plan": 32 * 1024**2, "results": 256 * 1024**2}
Kind = Literal["plan", "results"]


def read_checked(path: Path, kind: Kind) -> dict[str, Any]:
    """The file's content. Raises FileNotFoundError or ValueError, one sentence with a remedy."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} does not exist; give a {kind}.json that the page or this package wrote")
    size = path.stat().st_size
    if size > MAX_BYTES[kind]:
        raise ValueError(f"{path} has {size:,} bytes, more than the {MAX_BYTES[kind]:,} of a {kind}; divide it")
    try:
        content = json.loads(path.read_bytes(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path} is not JSON ({error}); save it on the page again") from None
    problem = find_problem(content, kind)
    if problem is not None:
        raise ValueError(f"{path} is no {kind} of this version: {problem}; save it on the page again")
    return content


def _refuse(name: str) -> None:
    raise ValueError(f"it has {name}, which is no number of JSON")


def find_problem(content: Any, kind: Kind) -> str | None:
    """The first difference from the schema, with its place; None: there is none."""
    kinds = _validators(kind)
    if not isinstance(content, dict) or content.get("kind") not in kinds:
        return f"its kind must be {' or '.join(kinds)}"
    found = jsonschema.exceptions.best_match(kinds[content["kind"]].iter_errors(content))
    if found is None:
        return None
    said = found.message if len(found.message) <= 200 else f"{found.message[:200]}…"
    return f"{found.json_path.removeprefix('$.') or 'the file'}: {said}"


@cache
def _validators(kind: Kind) -> dict[str, jsonschema.Draft202012Validator]:
    """One for each kind of plan or results, so that a message is of the kind that a file has."""
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text())
    common = {name: value for name, value in schema.items() if name in ("$schema", "$defs")}
    return {
        branch["properties"]["kind"]["const"]: jsonschema.Draft202012Validator({**common, **branch})
        for branch in schema.get("oneOf", schema.get("anyOf"))
    }
