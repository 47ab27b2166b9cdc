"""From a table of TOML or JSON to a frozen dataclass; errors are one sentence."""

from __future__ import annotations

import math
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

Settings = TypeVar("Settings")


def read_settings(kind: type[Settings], table: dict[str, Any], where: str) -> Settings:
    """`kind` made from `table`, whose keys are its fields; fields without a default are required.

    Lists become tuples and whole numbers become floats where the field says so.
    Raises ValueError, which names `where`, the field and its allowed values.
    """
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    listed = ", ".join(known) or "none"
    for key in table:
        if key not in known:
            raise ValueError(f'{where}: "{key}" is unknown; its fields are {listed}')
    for name, field in known.items():
        if name not in table and field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f'{where}: "{name}" is missing; give all of {listed}')
    try:
        return kind(**{name: _fit(value, hints[name], name) for name, value in table.items()})
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None


def _fit(value: Any, hint: Any, name: str) -> Any:
    origin, choices = get_origin(hint), get_args(hint)
    if origin is Literal:
        if value in choices:
            return value
        raise ValueError(f'"{name}" is {value!r}; use one of {", ".join(map(str, choices))}')
    if origin is UnionType:
        return _fit_one_of(value, choices, name)
    if is_dataclass(hint) and isinstance(value, dict):
        return read_settings(hint, value, name)
    if hint is bool and isinstance(value, bool):
        return value
    if origin is tuple and isinstance(value, list | tuple):
        return tuple(_fit(item, choices[0], name) for item in value)
    if hint is float and _is_number(value) and math.isfinite(value):
        return float(value)
    if hint is int and _is_number(value) and isinstance(value, int):
        return value
    if hint is str and isinstance(value, str):
        return value
    raise ValueError(f'"{name}" is {value!r}; give {_describe(hint)}')


def _fit_one_of(value: Any, choices: tuple[Any, ...], name: str) -> Any:
    if value is None and NoneType in choices:
        return None
    hints = [hint for hint in choices if hint is not NoneType]
    for hint in hints[1:]:
        try:
            return _fit(value, hint, name)
        except ValueError:
            continue
    return _fit(value, hints[0], name)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _describe(hint: Any) -> str:
    if get_origin(hint) is tuple:
        return "a list of whole numbers" if get_args(hint)[0] is int else "a list"
    return {float: "a finite number", bool: "true or false", int: "a whole number", str: "a text"}.get(hint, str(hint))
