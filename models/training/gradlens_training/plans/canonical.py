"""The canonical form of JSON (RFC 8785): without spaces, entries sorted, numbers as ECMAScript writes them."""

from __future__ import annotations

import hashlib
import json
import math
import re
from typing import Any

SURROGATE = re.compile("[\ud800-\udfff]")


def canonical_json(value: Any) -> str:
    if isinstance(value, dict):
        entries = sorted(value.items(), key=lambda entry: entry[0].encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{canonical_json(name)}:{canonical_json(inner)}" for name, inner in entries) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical_json, value)) + "]"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    text = json.dumps(value, ensure_ascii=False)
    # Half of a pair, which is no character, stays escaped.
    return SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def sha256_of_plan(plan: dict[str, Any]) -> str:
    """Names what a plan asks for; `attackDescription` explains its settings in the words of a release."""
    return sha256_of_all({name: value for name, value in plan.items() if name != "attackDescription"})


def sha256_of_all(plan: dict[str, Any]) -> str:
    """What earlier releases named a plan by."""
    return hashlib.sha256(canonical_json(plan).encode()).hexdigest()


def is_changed(results: dict[str, Any]) -> bool:
    """Whether results name another plan than the one that is with them."""
    named, plan = results.get("planSha256"), results["plan"]
    return named is not None and named not in (sha256_of_plan(plan), sha256_of_all(plan))


def _number(value: float) -> str:
    """As Number.prototype.toString: the shortest digits that give the float64 again, as Python's repr has them."""
    try:
        value = float(value)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value):
        raise ValueError("a number is too large for a float64; save the file again where it was made")
    if value == 0:
        return "0"
    mantissa, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + (fraction if fraction != "0" else "")).lstrip("0")
    # The value is 0.digits times 10 to the power of `point`.
    point = int(exponent or 0) + (len(whole) if whole != "0" else len(fraction.lstrip("0")) - len(fraction))
    digits = digits.rstrip("0")
    sign = "-" if value < 0 else ""
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = point - 1
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if power > 0 else '-'}{abs(power)}"
