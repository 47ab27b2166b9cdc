"""Golden optimalities of attacks: python make_optimality_goldens.py

Writes e2e/goldens/optimality.json: for the smallest perturbations that several attacks found on the same images, the
optimality of each, by an unmodified attackbenchlib and again from the definition (AttackBench, equations 4 and 5): both
curves of robust accuracy are integrated numerically on a fine grid, with nothing shared with either code. The two must
agree. attackbenchlib is installed with --no-deps, as its metrics alone are used.
"""

import importlib.util
import json
import math
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np

from gradlens_training.golden_options import ROOT

FILE = ROOT / "e2e" / "goldens" / "optimality.json"
CELLS = 200_000


def attackbench_optimality():
    """The metric alone: the package itself imports what runs attacks."""
    (folder,) = importlib.util.find_spec("attackbench").submodule_search_locations
    spec = importlib.util.spec_from_file_location("attackbench_distances", Path(folder) / "metrics" / "distances.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.eval_optimality


def by_definition(sizes: np.ndarray, best: np.ndarray) -> float:
    """The integral of what an attack takes from the clean accuracy, as a share of what the best attack takes."""
    limit = best[np.isfinite(best)].max(initial=0)
    middles = (np.arange(CELLS) + 0.5) * limit / CELLS
    clean = (best > 0).mean()

    def taken(of: np.ndarray) -> float:
        robust = 1 - np.searchsorted(np.sort(of), middles, side="right") / len(of)
        return float((clean - robust).mean() * limit)

    whole = taken(best)
    return math.nan if whole <= 0 else taken(sizes) / whole


def scenes() -> dict[str, np.ndarray]:
    """Sizes (attacks, images): 0 where the model is wrong without an attack, infinite where none was found."""
    draws = np.random.default_rng(19)
    images = 60
    base = draws.gamma(2.0, 0.02, images)
    noisy = base * (1 + draws.gamma(1.0, 0.3, (4, images)))
    wrong = noisy.copy()
    wrong[:, :9] = 0
    failing = wrong.copy()
    failing[draws.random(failing.shape) < 0.2] = np.inf
    failing[:, :9] = 0
    withstood = failing.copy()
    withstood[:, 50:] = np.inf
    ties = np.where(withstood == 0, 0, np.round(withstood, 2).clip(min=0.01))
    return {
        "every image is fooled": noisy,
        "some images are wrong without an attack": wrong,
        "attacks fail on some images": failing,
        "some images withstand all attacks": withstood,
        "sizes are alike": ties,
        "an attack fools nothing": np.stack([wrong[0], np.where(wrong[0] == 0, 0, np.inf)]),
        "few images": np.array([[0.1, 0.4, 0.0], [0.3, 0.2, 0.0]]),
        "nothing is fooled": np.full((2, 5), np.inf),
        "one size alone": np.full((2, 5), 0.25),
    }


def golden(name: str, sizes: np.ndarray, metric) -> dict:
    best = sizes.min(0)
    values = []
    for own in sizes:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = metric(own, best)
        ours = by_definition(own, best)
        if not (math.isnan(theirs) and math.isnan(ours)) and abs(theirs - ours) > 1e-4:
            raise RuntimeError(f"{name}: attackbenchlib says {theirs}, the definition {ours}")
        values.append(None if math.isnan(theirs) else theirs)
    listed = [[None if math.isinf(size) else float(size) for size in own] for own in sizes]
    return {"name": name, "sizes": listed, "optimality": values}


def main() -> None:
    metric = attackbench_optimality()
    found = [golden(name, sizes, metric) for name, sizes in scenes().items()]
    packages = {name: version(name) for name in ("attackbenchlib", "numpy")}
    lines = ",\n".join(json.dumps(each) for each in found)
    FILE.write_text(f'{{\n"packages": {json.dumps(packages)},\n"scenes": [\n{lines}\n]\n}}\n')
    for each in found:
        print(each["name"], [None if value is None else round(value, 4) for value in each["optimality"]])


if __name__ == "__main__":
    main()
