"""The page's random numbers (src/engine/random.ts), so that a plan's seed means the same starts in PyTorch.

An image's draws depend on the plan's seed, the image's index in its source and the number of the run alone: not on the
block that it is in, nor on the machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

DISCARDED = 32  # as on the page: the generator's first numbers show its seed
MASK = 0xFFFFFFFF


def mix_seeds(*numbers: int) -> int:
    """One 32-bit seed, 0 or more, of several whole numbers: MurmurHash3's mixing and finaliser."""
    mixed = 0x9E3779B9
    for number in numbers:
        word = (number & MASK) * 0xCC9E2D51 & MASK
        word = _rotate(word, 15) * 0x1B873593 & MASK
        mixed = (_rotate(mixed ^ word, 13) * 5 + 0xE6546B64) & MASK
    mixed = (mixed ^ mixed >> 16) * 0x85EBCA6B & MASK
    mixed = (mixed ^ mixed >> 13) * 0xC2B2AE35 & MASK
    return mixed ^ mixed >> 16


def _rotate(word: int, by: int) -> int:
    return (word << by | word >> 32 - by) & MASK


class Draws:
    """Generators side by side, one for each seed (xoroshiro128+ of Blackman and Vigna, as pure-rand has it)."""

    def __init__(self, seeds: Sequence[int]):
        seeds = np.array([seed & MASK for seed in seeds], np.uint32)
        self.s01, self.s00 = np.full_like(seeds, MASK), ~seeds
        self.s11, self.s10 = seeds.copy(), np.zeros_like(seeds)
        for _ in range(DISCARDED):
            self._next()

    def _next(self) -> np.ndarray:
        out = self.s00 + self.s10
        a0, a1, s00, s01 = self.s10 ^ self.s00, self.s11 ^ self.s01, self.s00, self.s01
        self.s00 = s00 << 24 ^ s01 >> 8 ^ a0 ^ a0 << 16
        self.s01 = s01 << 24 ^ s00 >> 8 ^ a1 ^ (a1 << 16 | a0 >> 16)
        self.s10 = a1 << 5 ^ a0 >> 27
        self.s11 = a0 << 5 ^ a1 >> 27
        return out

    def uniform(self, count: int) -> np.ndarray:
        """float64 (seeds, count) in [0, 1)."""
        drawn = np.stack([self._next() for _ in range(count)], 1)
        return (drawn & 0xFFFFFF) * 2.0**-24

    def sign(self, count: int) -> np.ndarray:
        """-1 or 1, float64 (seeds, count)."""
        return np.where(self.uniform(count) < 0.5, -1.0, 1.0)

    def gaussian(self, count: int) -> np.ndarray:
        """Of mean 0 and variance 1, float64 (seeds, count): pairs by Box and Muller, of which an odd last is dropped."""
        pairs = self.uniform(2 * math.ceil(count / 2))
        length, turn = np.sqrt(-2 * np.log(1 - pairs[:, 0::2])), 2 * np.pi * pairs[:, 1::2]
        return np.stack([length * np.cos(turn), length * np.sin(turn)], 2).reshape(len(pairs), -1)[:, :count]
