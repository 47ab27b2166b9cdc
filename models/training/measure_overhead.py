"""What a job of Ray costs beside its computation: python measure_overhead.py

Jobs that compute nothing go through the same executor as a plan's, one at a time on one worker, with the images of a block:
25 of 32x32, and 50 of 224x224. Without Ray the same jobs take the second figure. Medians of 40 jobs.
"""

import statistics
import time

import torch

from gradlens_training.jobs import InProcess, Job
from gradlens_training.jobs.on_ray import OnRay

JOBS, WARM = 40, 5


def nothing(payload, models):
    return {"images": len(payload)}


def milliseconds(executor, images) -> float:
    times = []
    for _ in range(WARM + JOBS):
        started = time.perf_counter()
        executor.submit(Job({}, (), images))
        executor.wait()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times[WARM:])


def main() -> None:
    blocks = {"25 images of 32x32": (25, 3, 32, 32), "50 images of 224x224": (50, 3, 224, 224)}
    started = time.perf_counter()
    executor = OnRay(nothing, {}, workers=1)
    print(f"Ray started in {time.perf_counter() - started:.1f} s")
    for name, shape in blocks.items():
        images = torch.zeros(shape, dtype=torch.uint8)
        on_ray, here = milliseconds(executor, images), milliseconds(InProcess(nothing, None), images)
        print(f"{name}: {on_ray:.1f} ms a job on Ray, {here:.3f} ms in one process")
    executor.close()


if __name__ == "__main__":
    main()
