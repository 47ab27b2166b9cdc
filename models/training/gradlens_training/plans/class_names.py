"""Matches a data set's classes with a model's by name, as the page does (src/images/datasets/matchClasses.ts)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

# Punctuation and spaces, which copies of a data set omit or replace because file systems do not allow all of them.
SEPARATORS = re.compile(r"[\s_\-\u2010-\u2015/\\.,;:'\u2018\u2019`\"\u201c\u201d()\[\]{}|~!?*<>]+")
BETWEEN_NUMBERS = re.compile(r"(?<![0-9]) | (?![0-9])")
WORDNET_ID = re.compile(r"n[0-9]{8}(?=$|[\s._-])")  # names ImageNet's folders
NUMBER_BEFORE = re.compile(r"[0-9]+[\s._-]+")
INDEX_BEHIND = re.compile(r" #[0-9]+$")  # distinguishes two classes of the same name: "crane #134"
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SYNONYMS = {
    **dict.fromkeys(("aeroplane", "plane"), "airplane"),
    "car": "automobile",
    **{word: str(digit) for digit, word in enumerate(DIGITS)},
}


def class_key(name: str) -> str:
    """Without case, accents of Latin letters, spaces and punctuation; numbers are kept apart."""
    plain = unicodedata.normalize("NFKC", _without_accents(name)).lower().replace("&", " and ")
    plain = SEPARATORS.sub(" ", plain).strip()
    return BETWEEN_NUMBERS.sub("", plain) if plain else name.strip()


def _without_accents(name: str) -> str:
    kept: list[str] = []
    is_latin = False
    for each in unicodedata.normalize("NFKD", name):
        if unicodedata.category(each) != "Mn":
            is_latin = unicodedata.name(each, "").startswith("LATIN ")
        elif is_latin:
            continue
        kept.append(each)
    return "".join(kept)


def bare_keys(name: str) -> list[str]:
    """Also without a leading number or WordNet id, the id alone, the first of several names, a number without zeros."""
    text = name.strip()
    forms = [text, INDEX_BEHIND.sub("", text), text.split(",")[0]]
    number = NUMBER_BEFORE.match(text)
    if number and any(each.isalpha() for each in text[number.end() :]):
        forms.append(text[number.end() :])
    if wordnet := WORDNET_ID.match(text):
        forms += [wordnet[0], text[wordnet.end() :]]
    if text.isascii() and text.isdigit():
        forms.append(text.lstrip("0") or "0")
    return [key for key in dict.fromkeys(map(class_key, forms)) if key]


def synonym_keys(name: str) -> list[str]:
    """Bare keys, the same for names of one class in different copies of a data set."""
    return [SYNONYMS.get(key, key) for key in bare_keys(name)]


WAYS: tuple[tuple[Callable[[str], list[str]], bool], ...] = (
    (lambda name: [name], False),
    (lambda name: [class_key(name)], False),
    (bare_keys, True),
    (synonym_keys, True),
)
"""Stricter comparisons first. In the looser ones a class of the model matches at most one class of the data set."""


def match_classes(classes: Sequence[str], model_classes: Sequence[str]) -> list[int]:
    """For each class of the data set the model's class index, or -1 where there is none or it could be several."""
    matched = [-1] * len(classes)
    ambiguous: set[int] = set()
    for keys_of, is_loose in WAYS:
        by_key: dict[str, list[int]] = {}
        for place, name in enumerate(model_classes):
            for key in dict.fromkeys(keys_of(name)):
                by_key.setdefault(key, []).append(place)
        taken = set(matched)
        found = {
            place: list(dict.fromkeys(own for key in keys_of(name) for own in by_key.get(key, [])))
            for place, name in enumerate(classes)
            if matched[place] == -1 and place not in ambiguous
        }
        claims = Counter(candidates[0] for candidates in found.values() if len(candidates) == 1)
        for place, candidates in found.items():
            if not candidates:
                continue
            only = candidates[0]
            if len(candidates) > 1 or (is_loose and (only in taken or claims[only] > 1)):
                ambiguous.add(place)
            else:
                matched[place] = only
    return matched


def own_labels(labels: Sequence[int], classes: Sequence[str], model_classes: Sequence[str], model: str) -> Tensor:
    """The model's class index of each image (N,). Raises ValueError for a class that the model does not know."""
    to_model = match_classes(classes, model_classes)
    for label in labels:
        if to_model[label] < 0:
            raise ValueError(
                f'an image\'s class is "{classes[label]}", which "{model}" does not know; plan without such images'
            )
    return torch.tensor([to_model[label] for label in labels], dtype=torch.long)
