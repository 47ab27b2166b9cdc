"""Golden intervals of paired differences: python make_paired_goldens.py

Writes e2e/goldens/paired.json: for tables of images on which two models are right, Newcombe's interval of the difference
(Statistics in Medicine 17:2635, method 10) and McNemar's exact p. Nothing is shared with the page's code: Wilson's limits
are roots of the score equation, the correlation is that of the images themselves, and p is SciPy's binomial test.
"""

import json
import math

import numpy as np
import scipy
from scipy import optimize, stats

from gradlens_training.golden_options import ROOT

FILE = ROOT / "e2e" / "goldens" / "paired.json"
Z = stats.norm.ppf(0.975)
# The score is 0 at a share of 0 or 1 too, which is not its limit.
TINY = 1e-9
# both, only one, only other, neither
TABLES = [
    *[(7, 12, 1, 1), (1, 1, 7, 12), (20, 12, 2, 16), (36, 12, 2, 0), (53, 2, 8, 0), (0, 1, 1, 0), (0, 5, 0, 0)],
    *[(10, 0, 0, 0), (0, 0, 0, 10), (180, 12, 4, 4), (0, 97, 3, 0), (250, 130, 131, 489), (4000, 480, 311, 209)],
]


def wilson_limits(right: int, images: int) -> tuple[float, float]:
    """The shares at which a score test at 5 % just does not reject."""
    share = right / images

    def score(candidate: float) -> float:
        return abs(share - candidate) - Z * math.sqrt(candidate * (1 - candidate) / images)

    low = 0.0 if right == 0 else optimize.brentq(score, 0, share - TINY, xtol=1e-15)
    high = 1.0 if right == images else optimize.brentq(score, share + TINY, 1, xtol=1e-15)
    return low, high


def correlation(table: tuple[int, int, int, int]) -> float:
    """Pearson's of the two columns of bits; a positive one with the continuity correction of half the images."""
    first = np.repeat([1.0, 1.0, 0.0, 0.0], table)
    second = np.repeat([1.0, 0.0, 1.0, 0.0], table)
    if first.std() == 0 or second.std() == 0:
        return 0.0
    phi = float(np.corrcoef(first, second)[0, 1])
    if phi <= 0:
        return phi
    images = sum(table)
    return max(0.0, phi - 0.5 / (images * first.std() * second.std()))


def golden(table: tuple[int, int, int, int]) -> dict:
    both, one, other, neither = table
    images = sum(table)
    phi = correlation(table)
    shares = [(both + one) / images, (both + other) / images]
    limits = [wilson_limits(both + one, images), wilson_limits(both + other, images)]
    reaches = []
    for down, up in ((0, 1), (1, 0)):
        ends = np.array([shares[down] - limits[down][0], limits[up][1] - shares[up]])
        reaches.append(math.sqrt(max(0.0, float(ends @ np.array([[1, -phi], [-phi, 1]]) @ ends))))
    difference = shares[0] - shares[1]
    chance = stats.binomtest(one, one + other, 0.5).pvalue if one + other else 1.0
    return {
        "counts": {"both": both, "onlyOne": one, "onlyOther": other, "neither": neither},
        "low": difference - reaches[0],
        "high": difference + reaches[1],
        "chance": float(chance),
    }


def main() -> None:
    packages = json.dumps({"numpy": np.__version__, "scipy": scipy.__version__})
    lines = ",\n".join(json.dumps(golden(table)) for table in TABLES)
    FILE.write_text(f'{{\n"packages": {packages},\n"tables": [\n{lines}\n]\n}}\n')


if __name__ == "__main__":
    main()
