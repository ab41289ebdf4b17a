"""Runs: seed, replications, threads, and progress that may raise or ask to stop."""
import ctypes as C

from . import _lowlevel as low
from ._library import call
from ._memory import structure


class Run:
    """A cpw_run. `progress(done)` is called with the share done; a true answer cancels, an exception
    cancels too and is raised again once the library has returned."""

    def __init__(self, progress=None, **fields):
        self.problem = None
        self.c = structure(low.cpw_run, "run", fields)
        if progress is None:
            return

        def report(_context, done):
            try:
                return 1 if progress(done) else 0
            except BaseException as problem:
                self.problem = problem
                return 1

        self.c.progress = low.cpw_run_progress_t(report)

    def call(self, name, *arguments):
        """call(), with what progress raised raised again."""
        try:
            return call(name, *arguments)
        except Exception:
            if self.problem is not None:
                raise self.problem from None
            raise

    @property
    def pointer(self):
        return C.byref(self.c)
