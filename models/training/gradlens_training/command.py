"""The command `gradlens`: carries out plans that were set up on the page, and compares results."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .jobs.choose import add_worker_options, check_worker_options
from .plans.compare import compare_files, report
from .plans.run import run

ZOO = Path(__file__).resolve().parents[2]  # models/, in a checkout


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="gradlens", description="Carries out evaluations and trainings that were set up on the Gradlens page."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser(
        "run",
        help="carry out a plan",
        description="Carries out a plan; the page opens the results. The same command goes on after an interruption.",
    )
    run.add_argument("plan", type=Path, help="plan.json, as the page saves it")
    run.add_argument(
        "--data", type=Path, help="where the plan's images lie; a checkout has those that come with the page"
    )
    run.add_argument(
        "--out",
        type=Path,
        default=Path("results.json"),
        help="what is finished is kept beside it (default: %(default)s)",
    )
    run.add_argument(
        "--models",
        type=Path,
        action="append",
        help="folder of a model, or of several, as the page exports them; may be given more than once",
    )
    add_worker_options(run)
    compare = commands.add_parser("compare", help="list the images that two results of a plan judge differently")
    compare.add_argument("one", type=Path)
    compare.add_argument("other", type=Path)
    compare.add_argument("--at-most", type=int, metavar="N", help="fail where a model differs on more images")
    options = parser.parse_args(arguments)
    if options.command == "run":
        if options.models is None:
            options.models = [ZOO] if (ZOO / "epsilons.json").exists() else []
        check_worker_options(parser, options)
    return options


def compare(options: argparse.Namespace) -> int:
    curves = compare_files(options.one, options.other, lambda said: print(f"gradlens: {said}", file=sys.stderr))
    print(report(curves, options.one.stem, options.other.stem))
    too_many = [curve for curve in curves if options.at_most is not None and len(curve.different) > options.at_most]
    return 1 if too_many or not any(curve.images for curve in curves) else 0


def main(arguments: list[str] | None = None) -> int:
    options = parse_options(arguments)
    try:
        if options.command == "compare":
            return compare(options)
        return run(options)
    except (FileNotFoundError, ValueError, RuntimeError) as error:
        print(f"gradlens: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
