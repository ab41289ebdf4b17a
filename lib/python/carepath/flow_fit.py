"""Demand, routes and capacities of a pathway from monthly counts; and what does not agree in them.

    from carepath import flow_fit
    found = flow_fit.fit(
        completed, stock, referred=referred, opening=[500, 300],     # (periods, stages); nan is missing
        stages=["clinic", "surgery"], allowed={"clinic": ["surgery"]}, season=12, test=6,
    )
    found["demand"], found["share"], found["capacity"], found["stock_crps"]
    flow_fit.reconcile(completed, stock, referred=referred, total_completed=[5100, 2300]).notes

See cpw_flow_fit and cpw_flow_reconcile.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, structure
from .errors import InvalidError
from .result import Result

WINS = {"stock": low.CPW_FLOW_STOCK_WINS, "flows": low.CPW_FLOW_FLOWS_WIN}


class _Counts:
    """cpw_flow_counts and cpw_flow_options, with what they point to."""

    def __init__(self, completed, stock, given, stages, periods, allowed, wins, options):
        self.c = structure(low.cpw_flow_counts, "counts", {})
        self.o = structure(low.cpw_flow_options, "flow_fit", options)
        self.o.wins = choice(wins, "wins", WINS)
        self._keep = []
        shape = Doubles(completed, "completed").shape
        if len(shape) not in (1, 2):
            raise InvalidError(
                f"completed has the shape {shape}, expected (periods, stages)", low.CPW_EINVAL, "completed"
            )
        self.c.periods, self.c.stages = shape[0], shape[1] if len(shape) == 2 else 1
        t, s = self.c.periods, self.c.stages
        self._take("completed", completed, (t, s))
        self._take("stock", stock, (t, s))
        for name, values in given.items():
            wanted = (t, s) if name in ("referred", "removed") else (t,) if name == "days" else (s,)
            self._take(name, values, wanted)
        self.names = None if stages is None else [str(name) for name in stages]
        self._label("stage_names", self.names, s)
        self._label("period_names", None if periods is None else [str(p) for p in periods], t)
        if allowed is not None:
            self._allow(allowed, s)

    def _take(self, name, values, wanted):
        if values is None:
            return
        made = Doubles(values, name, wanted)
        self._keep.append(made)
        setattr(self.c, name, made.pointer)

    def _label(self, name, labels, length):
        if labels is None:
            return
        if len(labels) != length:
            raise InvalidError(f"{name} has {len(labels)} names, expected {length}", low.CPW_EINVAL, name)
        made = (C.c_char_p * max(length, 1))(*[label.encode() for label in labels])
        self._keep.append(made)
        setattr(self.c, name, C.cast(made, type(getattr(self.c, name))))

    def _position(self, stage):
        if self.names and stage in self.names:
            return self.names.index(stage)
        if isinstance(stage, int) and 0 <= stage < self.c.stages:
            return stage
        raise InvalidError(f"allowed: {stage!r} is no stage", low.CPW_EINVAL, "allowed")

    def _allow(self, allowed, s):
        made = (C.c_int32 * (s * s))()
        if hasattr(allowed, "items"):
            for origin, places in allowed.items():
                for place in places:
                    made[self._position(origin) * s + self._position(place)] = 1
        else:
            rows = [list(row) for row in allowed]
            if len(rows) != s or any(len(row) != s for row in rows):
                raise InvalidError(f"allowed must be ({s}, {s})", low.CPW_EINVAL, "allowed")
            for i, row in enumerate(rows):
                for k, value in enumerate(row):
                    made[i * s + k] = int(value)
        self._keep.append(made)
        self.o.allowed = C.cast(made, type(self.o.allowed))


def _run(name, counts):
    out = C.POINTER(low.cpw_result)()
    call(name, C.byref(counts.c), C.byref(counts.o), C.byref(out))
    return Result(out)


def reconcile(
    completed, stock, referred=None, removed=None, opening=None, days=None, total_completed=None, total_referred=None,
    stages=None, periods=None, allowed=None, wins="stock", **options,
):
    """Make counts agree and say what did not: a Result with arrivals, gap, differences and notes."""
    given = {
        "referred": referred, "removed": removed, "opening": opening, "days": days,
        "total_completed": total_completed, "total_referred": total_referred,
    }
    counts = _Counts(completed, stock, given, stages, periods, allowed, wins, options)
    return _run("cpw_flow_reconcile", counts)


def fit(
    completed, stock, referred=None, removed=None, opening=None, days=None, stages=None, periods=None, allowed=None,
    wins="stock", **options,
):
    """Demand, shares and capacities: a Result. `allowed` says who may go where: {"clinic": ["surgery"]} or a table
    of 0 and 1. Options: season, lag, tolerance, empty, test, level."""
    given = {"referred": referred, "removed": removed, "opening": opening, "days": days}
    counts = _Counts(completed, stock, given, stages, periods, allowed, wins, options)
    return _run("cpw_flow_fit", counts)
