"""From rows of patients to a history by time waited, from which a list is calibrated.

    rows = carepath.date_rows(referral, removal, withdrawal)
    history = carepath.snapshots(rows, step="months", lists={"specialty": specialty})
    backlog = carepath.calibrate(history)
"""
import ctypes as C
import operator

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, dimension, structure
from .dates import DateRows, _day, _days
from .errors import InvalidError
from .waitlist import History

STEPS = {
    "weeks": low.CPW_SNAPSHOTS_WEEKS,
    "months": low.CPW_SNAPSHOTS_MONTHS,
    "dates": low.CPW_SNAPSHOTS_DATES,
}
LEAVING = {"cohort": low.CPW_SNAPSHOTS_BY_COHORT, "wait": low.CPW_SNAPSHOTS_BY_WAIT}


def _group(lists, rows):
    """Labels by row, numbered in the order in which they first come: (index of each row, coordinates)."""
    columns = lists if isinstance(lists, dict) else {"list": lists}
    columns = {str(name): list(labels) for name, labels in columns.items()}
    for name, labels in columns.items():
        if len(labels) != rows:
            raise InvalidError(f"lists: {name} has {len(labels)} rows, expected {rows}", low.CPW_EINVAL, "lists")
    if not columns:
        raise InvalidError("lists has no columns", low.CPW_EINVAL, "lists")
    known = {}
    index = [known.setdefault(key, len(known)) for key in zip(*columns.values())]
    return index, {name: [key[k] for key in known] for k, name in enumerate(columns)}


def _set_bands(options, bands):
    """A number of bands, or their lower edges."""
    if bands is None:
        return None
    if not hasattr(bands, "__len__"):
        options.bands = operator.index(bands)
        return None
    lower = Doubles(bands, "bands")
    options.bands = lower.shape[0]
    options.lower = lower.pointer
    return lower


def snapshots(rows, step="weeks", first=None, last=None, dates=None, bands=None, lists=None, leaving="cohort"):
    """The history of rows of dates (carepath.date_rows): a History to calibrate. `step` is "weeks", "months"
    or "dates" (the snapshots' own `dates`); `bands` how many, or their lower edges; `lists` a label a row,
    or {"specialty": labels, ...}. See cpw_snapshots_history."""
    if not isinstance(rows, DateRows):
        raise InvalidError("rows must be made by carepath.date_rows", low.CPW_EINVAL, "snapshots")
    values = {"step": choice(step, "step", STEPS), "leaving": choice(leaving, "leaving", LEAVING)}
    options = structure(low.cpw_snapshots_options, "snapshots", values)
    options.first, options.last = _day(first, "first", 0), _day(last, "last", 0)
    keep = [_set_bands(options, bands)]
    if dates is not None:
        days, options.dates = _days(dates, "dates")
        options.date = C.cast(days, C.POINTER(C.c_int32))
        keep.append(days)
    if lists is not None and len(rows) > 0:
        index, labels = _group(lists, len(rows))
        options.lists = len(next(iter(labels.values())))
        number = (C.c_int64 * len(index))(*index)
        named = dimension("list", labels, options.lists)
        options.list = C.cast(number, C.POINTER(C.c_int64))
        options.labels = C.pointer(named)
        keep += [number, named]
    out = C.POINTER(low.cpw_result)()
    call("cpw_snapshots_history", C.byref(rows.c), C.byref(options), C.byref(out))
    return History(out)
