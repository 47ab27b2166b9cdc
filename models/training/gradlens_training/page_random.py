"""The page's random numbers (src/engine/random.ts, src/engine/objectives/rng.ts), so that a plan's seed means the same.

An image's draws depend on the plan's seed, the image's index and the number of the run or step alone: not on the block
or the batch that it is in, nor on the machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

DISCARDED = 32  # as on the page: the generator's first numbers show its seed
MASK = 0xFFFFFFFF
MASK64 = (1 << 64) - 1


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

    def __init__(self, seeds: Sequence[int], discarded: int = DISCARDED):
        """`discarded`: 0 for training's draws."""
        seeds = np.array([seed & MASK for seed in seeds], np.uint32)
        self.s01, self.s00 = np.full_like(seeds, MASK), ~seeds
        self.s11, self.s10 = seeds.copy(), np.zeros_like(seeds)
        for _ in range(discarded):
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


class Stream:
    """One generator of the same kind, for many numbers in a row; none is discarded."""

    def __init__(self, seed: int):
        seed &= MASK
        self._s0, self._s1 = MASK << 32 | (~seed & MASK), seed << 32

    def _next(self) -> int:
        s0, s1 = self._s0, self._s1
        out, mixed = (s0 + s1) & MASK, s0 ^ s1
        self._s0 = (s0 << 24 | s0 >> 40) & MASK64 ^ mixed ^ (mixed << 16 & MASK64)
        self._s1 = (mixed << 37 | mixed >> 27) & MASK64
        return out

    def uniform(self, count: int) -> list[float]:
        """In [0, 1)."""
        return [(self._next() & 0xFFFFFF) * 2.0**-24 for _ in range(count)]

    def integer(self, below: int) -> int:
        """Whole, from 0 to below - 1, each as likely (pure-rand's uniformInt)."""
        most = (1 << 32) // below * below if below > 2 else 1 << 32
        while (drawn := (self._next() + (1 << 31)) & MASK) >= most:
            pass
        return drawn % below
