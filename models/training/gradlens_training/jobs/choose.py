"""Which executor carries out jobs, and the options of commands that choose it."""

from __future__ import annotations

import argparse
import functools
from collections.abc import Mapping

import torch

from ..model_folder import ModelFiles, build_from_files
from .chains import Executor, Perform
from .in_process import InProcess


def add_worker_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--device", choices=("cpu", "cuda"), default="cpu", help="where every worker computes (default: %(default)s)"
    )
    parser.add_argument(
        "--workers",
        type=int,
        help="how many; more than 1 starts Ray on this machine, a cluster has all it has room for by default",
    )
    parser.add_argument("--ray", metavar="ADDRESS", help='a Ray cluster: "auto" or its address')
    parser.add_argument("--threads", type=int, default=1, help="threads of each worker (default: %(default)s)")


def check_worker_options(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if options.threads < 1 or (options.workers is not None and options.workers < 0):
        parser.error("--threads is 1 or more, --workers 0 or more")
    if options.device == "cuda" and options.ray is None and not torch.cuda.is_available():
        parser.error("PyTorch finds no GPU here; give --device cpu")


def uses_ray(options: argparse.Namespace) -> bool:
    return options.ray is not None or (options.workers or 1) > 1


def choose_executor(perform: Perform, files: Mapping[str, ModelFiles], options: argparse.Namespace) -> Executor:
    """Ray for several workers or a cluster, else this process. `files`: of each model by sha256."""
    if not uses_ray(options):
        torch.set_num_threads(options.threads)
        torch.backends.cudnn.allow_tf32 = False  # float32 on a GPU too
        return InProcess(perform, functools.cache(lambda sha256: build_from_files(files[sha256]).to(options.device)))
    from .on_ray import OnRay

    return OnRay(
        perform,
        files,
        address=options.ray,
        workers=options.workers or None,
        device=options.device,
        threads=options.threads,
    )
