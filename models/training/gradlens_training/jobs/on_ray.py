"""Jobs as tasks of Ray, on this machine or on a cluster. A task whose worker dies is made again elsewhere.

Weights and images travel with the tasks, so that only the process that starts a run needs the files.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ..model_folder import ModelFiles, build_from_files
from .chains import Job, Outcome, Perform

RETRIES = 5  # of a task whose worker or machine is lost
PACKAGE = Path(__file__).resolve().parents[1]


class OnRay:
    def __init__(
        self,
        perform: Perform,
        files: Mapping[str, ModelFiles],
        *,
        address: str | None = None,
        workers: int | None = None,
        device: str = "cpu",
        threads: int = 1,
    ):
        """`files`: of each model by sha256. `address`: None begins Ray here, with `workers` (a worker a core by default);
        "auto" or an address finds a cluster, of which all is used by default.
        """
        ray = _import_ray()
        self._ray = ray
        _connect(ray, address, workers, device, threads)
        room = _room(ray, device, threads)
        if workers is None:
            workers = room
        self.slots = max(1, workers)
        gpus = _gpus_of_a_worker(ray, workers) if device == "cuda" else 0
        self._task = ray.remote(num_cpus=threads, num_gpus=gpus, max_retries=RETRIES)(_carry_out)
        self.device = device
        self._perform, self._threads = perform, threads
        self._files = {sha256: ray.put(each) for sha256, each in files.items()}
        self._under_way: dict[Any, Job] = {}

    def submit(self, job: Job) -> None:
        files = [self._files[sha256] for sha256 in job.models]
        task = self._task.remote(self._perform, job.payload, self.device, self._threads, *files)
        self._under_way[task] = job

    def wait(self) -> tuple[Job, Outcome]:
        (done,), _ = self._ray.wait(list(self._under_way), num_returns=1)
        job = self._under_way.pop(done)
        try:
            return job, self._ray.get(done)
        except self._ray.exceptions.RayTaskError as error:
            raise RuntimeError(f"a worker could not finish its block: {error.cause}") from error
        except self._ray.exceptions.RayError as error:
            raise RuntimeError(
                f"a block was lost {RETRIES + 1} times ({type(error).__name__}), perhaps for lack of memory; give "
                "fewer --workers and run the same command again, which keeps what is finished"
            ) from error

    def close(self) -> None:
        self._ray.shutdown()


def _carry_out(perform: Perform, payload: Any, device: str, threads: int, *files: ModelFiles) -> Outcome:
    """On a worker."""
    torch.set_num_threads(threads)
    torch.backends.cudnn.allow_tf32 = False  # float32 on a GPU too
    outcome = perform(payload, [_model(each, device) for each in files])
    return {**outcome, "worker": f"{socket.gethostname()}/{os.getpid()}"}


@lru_cache(maxsize=8)
def _model(files: ModelFiles, device: str) -> nn.Module:
    """Built once in a worker, whose files are equal if their sha256 is."""
    return build_from_files(files).to(device)


def _import_ray() -> Any:
    # `ray start` asks for the token of this user, which a program that connects sends in this mode alone.
    if "RAY_AUTH_TOKEN" in os.environ or (Path.home() / ".ray" / "auth_token").exists():
        os.environ.setdefault("RAY_AUTH_MODE", "token")
    try:
        import ray
    except ModuleNotFoundError:
        raise RuntimeError(
            "Ray is not installed; install it with: pip install 'gradlens[ray]', or give --workers 1"
        ) from None
    return ray


def _connect(ray: Any, address: str | None, workers: int | None, device: str, threads: int) -> None:
    quiet = {"log_to_driver": False, "logging_level": "ERROR"}
    if address is not None:
        # Every machine of the cluster then has this very version of the package; its dependencies must be there.
        try:
            ray.init(address=address, runtime_env={"py_modules": [str(PACKAGE)]}, **quiet)
        except ConnectionError as error:
            raise RuntimeError(
                f'no Ray cluster answers at "{address}" ({error}); start one by: ray start --head, or leave --ray out'
            ) from None
        return
    # So that workers here import the package from where this process has it.
    paths = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    cpus = None if workers is None else workers * threads
    ray.init(num_cpus=cpus, include_dashboard=False, **quiet)


def _room(ray: Any, device: str, threads: int) -> int:
    """How many tasks the cluster has room for."""
    resources = ray.cluster_resources()
    return int(resources.get("GPU", 0)) if device == "cuda" else int(resources.get("CPU", 1) // threads)


def _gpus_of_a_worker(ray: Any, workers: int) -> float:
    gpus = ray.cluster_resources().get("GPU", 0)
    if gpus == 0:
        raise RuntimeError("the Ray cluster has no GPU; give --device cpu, or start it with --num-gpus")
    return 1 if workers <= gpus else gpus / workers
