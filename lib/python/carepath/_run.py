"""Runs: seed, replications, threads, progress that may raise or ask to stop, and Ctrl-C.

What the caller gives (progress, a score) is called on the thread that called; where nothing is given the
library works on a thread beside it, so that the calling thread can hear of Ctrl-C at once and set the
cancel flag.
"""
import contextlib
import ctypes as C
import signal
import sys
import threading
import time

from . import _lowlevel as low
from ._library import call
from ._memory import structure
from .errors import InvalidError


class Bar:
    """A progress bar on a terminal."""

    WIDTH = 40

    def __init__(self, file):
        self.file = file
        self.drawn = 0.0

    def __call__(self, done):
        now = time.monotonic()
        if now - self.drawn >= 0.1:
            self.drawn = now
            full = int(done * self.WIDTH)
            self.file.write(f"\r[{'#' * full}{' ' * (self.WIDTH - full)}] {done:4.0%}")
            self.file.flush()

    def close(self):
        if self.drawn:
            self.file.write("\r" + " " * (self.WIDTH + 8) + "\r")
            self.file.flush()


class Run:
    """A cpw_run. `progress(done)` is called with the share done; a true answer cancels, an exception
    cancels too and is raised again once the library has returned. True: a bar on stderr, where that is
    a terminal."""

    def __init__(self, progress=None, **fields):
        self.problem = None
        self.interrupted = False
        self.direct = False  # the caller's own code is called: on the thread that called
        self.at_once = False  # it may wait for long: Ctrl-C is raised in it
        self.cancel = C.c_int32(0)
        self.bar = None
        self.c = structure(low.cpw_run, "run", fields)
        self.c.cancel = C.pointer(self.cancel)
        if progress is None or progress is False:
            return
        if progress is True:
            if not (hasattr(sys.stderr, "isatty") and sys.stderr.isatty()):
                return
            progress = self.bar = Bar(sys.stderr)
        elif not callable(progress):
            raise InvalidError(f"progress = {progress!r} must be a function, or True", low.CPW_EINVAL, "progress")
        else:
            self.direct = True

        def report(_context, done):
            return self.attend(lambda: 1 if progress(done) else 0)

        self.c.progress = low.cpw_run_progress_t(report)

    def attend(self, work):
        """What the caller's code answers, a number; 1 where it raises, which is kept."""
        try:
            return 1 if self.cancel.value else work()
        except BaseException as problem:
            self.problem = problem
            return 1

    def call(self, name, *arguments):
        """call(), with what the caller's code raised raised again."""
        try:
            with self._hears_interrupts():
                if self.direct or threading.current_thread() is not threading.main_thread():
                    answer = call(name, *arguments)
                else:
                    answer = self._beside(name, arguments)
        except Exception:
            if self.interrupted:
                raise KeyboardInterrupt from None
            if self.problem is not None:
                raise self.problem from None
            raise
        finally:
            if self.bar:
                self.bar.close()
        if self.interrupted:
            raise KeyboardInterrupt
        return answer

    @contextlib.contextmanager
    def _hears_interrupts(self):
        """Ctrl-C sets the cancel flag, and is raised once the library has returned; a second one is raised
        where it comes. A program's own handler is left alone."""
        ours = threading.current_thread() is threading.main_thread()
        if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return

        def stop(_number, _frame):
            # raised here, between two calls of the caller's code, it would be lost in the library
            again = self.interrupted
            self.interrupted = True
            self.cancel.value = 1
            if again or self.at_once:
                raise KeyboardInterrupt

        signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _beside(self, name, arguments):
        """call() on a thread of its own; whatever ends the waiting ends the work first."""
        answer, problem = [], []

        def work():
            try:
                answer.append(call(name, *arguments))
            except BaseException as raised:
                problem.append(raised)

        thread = threading.Thread(target=work, name=name)
        thread.start()
        try:
            thread.join()
        except BaseException:
            self.cancel.value = 1
            while thread.is_alive():  # it uses the caller's arrays
                with contextlib.suppress(BaseException):
                    thread.join()
            raise
        if problem:
            raise problem[0]
        return answer[0]

    @property
    def pointer(self):
        return C.byref(self.c)
