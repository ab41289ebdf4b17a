"""Statistical process control: is a change in a series more than chance?

    from carepath import spc
    chart = spc.xmr(monthly_share, improvement="up", target=0.92, points=months)
    chart.types(), chart.causes()          a word a point
    chart.variation, chart.assurance       the icons of the last phase, in words
"""
import ctypes as C
from types import SimpleNamespace

from . import _lowlevel as low
from ._library import call, lib
from ._memory import choice, single, structure
from ._whole import integers, keep, set_texts, vector
from .result import Result

IMPROVEMENT = {"up": low.CPW_SPC_UP, "down": low.CPW_SPC_DOWN, "neutral": low.CPW_SPC_NEUTRAL}
GAPS = {"break": low.CPW_SPC_GAPS_BREAK, "close": low.CPW_SPC_GAPS_CLOSE}
KINDS = {"shares": low.CPW_SPC_SHARES, "rates": low.CPW_SPC_RATES}


class Chart(Result):
    """A chart: arrays by point and by phase, and what they say in words."""

    def causes(self):
        """The rule that comes first, in words, for every point."""
        return [cause_text(code) for code in self["cause"]]

    def types(self):
        """The type of every point, in words."""
        return [type_text(code) for code in self["type"]]

    @property
    def variation(self):
        """The variation icon of the last phase, in words."""
        return type_text(self["variation"][-1])

    @property
    def assurance(self):
        """The assurance icon of the last phase, in words."""
        return assurance_text(self["assurance"][-1])


def limits_of(y, screen=True):
    """Mean, moving range and limits of one series. See cpw_spc_limits_of."""
    values = vector(y, "y")
    out = low.cpw_spc_limits()
    call("cpw_spc_limits_of", values.pointer, values.shape[0], int(screen), C.byref(out))
    return SimpleNamespace(**{name: getattr(out, name) for name, *_ in out._fields_})


def _options(name, n, points, changes, trajectory, values):
    for key, names in (("improvement", IMPROVEMENT), ("gaps", GAPS)):
        if key in values:
            values[key] = choice(values[key], key, names)
    for key in ("screen", "outside_is_near"):
        if isinstance(values.get(key), bool):
            values[key] = int(values[key])
    options = structure(low.cpw_spc_options, name, values)
    set_texts(options, "points", points, n, "points")
    if changes is not None and len(changes) > 0:
        made = integers(changes, "changes")
        options.change, options.changes = made.pointer, made.shape[0]
        keep(options, made)
    if trajectory is not None:
        made = vector(trajectory, "trajectory", n)
        options.trajectory = made.pointer
        keep(options, made)
    return options


def xmr(y, points=None, changes=None, trajectory=None, **options):
    """An XmR chart by the Making Data Count rules: a Chart. `points` are labels; `changes` the first points of
    new phases; `trajectory` a target for every point (or target=0.92 for all). NaN is a missing point. Options:
    improvement="up", "down" or "neutral", screen, gaps, baseline, least, run, trend. See cpw_spc_xmr."""
    values = vector(y, "y")
    made = _options("xmr", values.shape[0], points, changes, trajectory, options)
    out = C.POINTER(low.cpw_result)()
    call("cpw_spc_xmr", values.pointer, values.shape[0], C.byref(made), C.byref(out))
    return Chart(out)


def attributes(count, size, kind="shares", laney=True, points=None, changes=None, trajectory=None, **options):
    """A chart of shares (p) or rates (u) whose limits move with the size of each point, with Laney's sigma_z unless
    laney=False: a Chart. See cpw_spc_attributes."""
    values = vector(count, "count")
    sizes = vector(size, "size", values.shape[0])
    made = _options("attributes", values.shape[0], points, changes, trajectory, options)
    out = C.POINTER(low.cpw_result)()
    call(
        "cpw_spc_attributes", values.pointer, sizes.pointer, values.shape[0], choice(kind, "kind", KINDS), int(laney),
        C.byref(made), C.byref(out),
    )
    return Chart(out)


def cause_text(cause):
    """What a rule says, in words."""
    return lib.cpw_spc_cause_text(int(single(cause))).decode()


def type_text(type):
    """A type of point or a variation icon, in words."""
    return lib.cpw_spc_type_text(int(single(type))).decode()


def assurance_text(assurance):
    """An assurance icon, in words."""
    return lib.cpw_spc_assurance_text(int(single(assurance))).decode()
