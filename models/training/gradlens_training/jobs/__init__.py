"""Evaluation in blocks of images: here or on Ray, with what is finished kept, so that an interrupted run goes on."""

from .chains import Chain, Executor, Finished, Job, Kept, Outcome, Perform, carry_out
from .in_process import InProcess

__all__ = ["Chain", "Executor", "Finished", "InProcess", "Job", "Kept", "Outcome", "Perform", "carry_out"]
