"""How long patients will wait, with removal as a competing risk.

    waits = carepath.expected_waits(backlog, waited=[0, 12, 30])
    waits["treated_median"], waits["treated_ever"]
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, dimension, structure
from .errors import InvalidError
from .result import Result
from .waitlist import Backlog, _bands, _view


def clearance_weeks(size, capacity):
    """How long a list would last if nobody joined and nobody was removed."""
    return lib.cpw_waits_clearance(size, capacity)


def time_to_clear(size, starts, capacity, removal=0.0):
    """Weeks until a list is empty while people join and are removed; inf where it never is."""
    return lib.cpw_waits_time_to_clear(size, starts, capacity, removal)


def expected_waits(backlog, waited=None, weeks=18.0, treatment=None, removal=None):
    """How long patients will wait and how it ends. See cpw_waits_expected. `waited`: weeks that each
    patient has waited (None: one who joins today); `treatment` and `removal`: hazards by period
    (lists, periods, bands), such as those of a projection (projected_hazards)."""
    view = _view(backlog, Backlog, "expected_waits")
    options = structure(low.cpw_waits_options, "expected_waits", {"weeks": weeks})
    keep = []
    if waited is not None:
        keep.append(Doubles([waited] if isinstance(waited, (int, float)) else waited, "waited"))
        options.patients = keep[-1].shape[0] if keep[-1].shape else 0
        if options.patients == 0:
            raise InvalidError("waited is empty: None for a patient who joins today", low.CPW_EINVAL, "waited")
        options.waited = keep[-1].pointer
    bands, periods = view.bands.contents.count, None
    for name, values in (("treatment", treatment), ("removal", removal)):
        if values is None:
            continue
        given = Doubles(values, name)
        if not periods:
            periods = given.shape[-2] if len(given.shape) > 1 else 1
            options.periods = periods
        given._check(name, (view.lists, periods, bands))
        keep.append(given)
        setattr(options, name, keep[-1].pointer)
    out = C.POINTER(low.cpw_result)()
    call("cpw_waits_expected", C.byref(view), C.byref(options), C.byref(out))
    return Result(out)


def projected_hazards(projection):
    """(treatment, removal) hazards by list, period and band of a projection with bands: the shares of
    those who could leave."""
    names = ("waiting", "treated", "removed")
    rows = zip(*(projection[name] for name in names))
    treatment, removal = [], []
    for periods in rows:
        treatment.append([])
        removal.append([])
        for bands in zip(*periods):
            cells = [(t, d, n + t + d) for n, t, d in zip(*bands)]
            treatment[-1].append([t / i if i > 0 else 0.0 for t, d, i in cells])
            removal[-1].append([d / i if i > 0 else 0.0 for t, d, i in cells])
    return treatment, removal


def incidence(at_risk, treated, removed, bands, unit="weeks", period=1.0, lists=None):
    """Cumulative incidence of treatment and removal from counts, with standard errors: (lists, bands)
    or (bands). See cpw_waits_incidence."""
    b = _bands(bands, unit, period)
    at_risk = Doubles(at_risk, "at_risk")
    shape = at_risk.shape if len(at_risk.shape) == 2 else (1,) + at_risk.shape
    at_risk._check("at_risk", (shape[0], b.count))
    treated = Doubles(treated, "treated", shape)
    removed = Doubles(removed, "removed", shape)
    labels = dimension("list", lists, shape[0])
    out = C.POINTER(low.cpw_result)()
    call(
        "cpw_waits_incidence",
        C.byref(b),
        shape[0],
        at_risk.pointer,
        treated.pointer,
        removed.pointer,
        None if labels is None else C.byref(labels),
        None,
        C.byref(out),
    )
    return Result(out)
