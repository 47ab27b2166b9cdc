"""The models of a plan, found by the sha256 of their weights."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..model_folder import MANIFEST, ModelFiles, read_model_files


def find_models(planned: Iterable[dict[str, Any]], folders: list[Path]) -> dict[str, ModelFiles]:
    """By sha256, from model folders or folders of these. Raises FileNotFoundError for one that is missing."""
    by_hash: dict[str, Path] = {}
    for folder in folders:
        for manifest in (folder / MANIFEST, *sorted(folder.glob(f"*/{MANIFEST}"))):
            if manifest.is_file():
                by_hash.setdefault(_hash_in(manifest), manifest.parent)
    found = {}
    for model in planned:
        if model["sha256"] not in by_hash:
            raise FileNotFoundError(
                f'"{model["name"]}" (weights {model["sha256"][:12]}…) {_not_in(folders)}; export it on the page, unpack '
                "the zip and name its folder by --models"
            )
        found[model["sha256"]] = read_model_files(by_hash[model["sha256"]])
    return found


def _not_in(folders: list[Path]) -> str:
    return (
        f"is in none of {', '.join(map(str, folders))}" if folders else "is needed by the plan, and no folder is named"
    )


def _hash_in(manifest: Path) -> str:
    try:
        return json.loads(manifest.read_text())["weights"]["sha256"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return ""
