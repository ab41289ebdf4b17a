"""Lists kept as rows of dates: who was referred, removed, withdrew, and when.

    rows = carepath.date_rows(referral=["2024-01-01", "2024-01-04"], removal=["2024-01-08", None])
    carepath.list_stats(rows, target_weeks=18)["pressure"]

Dates are ISO text, datetime.date, NumPy datetime64, or days since 1970-01-01; None, "NA" and NaT
are no date.
"""
import ctypes as C
import datetime
import numbers

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, in_range, new_integers, structure
from .errors import DataError, InvalidError
from .result import Result

ORDERS = {"priority": low.CPW_DATES_BY_PRIORITY, "due": low.CPW_DATES_BY_DUE}
_EPOCH = datetime.date(1970, 1, 1)


def _day(value, name, index):
    """Days since 1970-01-01, or CPW_DATE_NONE."""
    if value is None or value != value:
        return low.CPW_DATE_NONE
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day).toordinal() - _EPOCH.toordinal()
    if isinstance(value, numbers.Integral):
        return in_range(value, f"{name}[{index}]", C.c_int32)
    if hasattr(value, "astype"):  # a datetime64 of any unit
        value = value.astype("datetime64[D]")
    text = str(value).encode()
    out = C.c_int32()
    if lib.cpw_date_parse(text, len(text), C.byref(out)) != low.CPW_OK:
        raise DataError(
            f"{name}[{index}] = {value!r} must be a date such as 2024-01-31, or NA", low.CPW_EDATA, name
        )
    return out.value


def _days(values, name, rows=None):
    """An int32 array of days and its length; None stays NULL."""
    if values is None:
        return None, 0
    days = [_day(v, name, i) for i, v in enumerate(values)]
    if rows is not None and len(days) != rows:
        raise InvalidError(f"{name} has {len(days)} rows, expected {rows}", low.CPW_EINVAL, name)
    return (C.c_int32 * max(len(days), 1))(*days), len(days)


def to_day(date):
    """Days since 1970-01-01 of a date; None where there is none."""
    day = _day(date, "date", 0)
    return None if day == low.CPW_DATE_NONE else day


def to_iso(day):
    """A day since 1970-01-01 as "2024-01-31"; None where it is no date."""
    text = C.create_string_buffer(low.CPW_DATE_CHARS)
    lib.cpw_date_format(low.CPW_DATE_NONE if day is None else in_range(int(day), "day", C.c_int32), text)
    found = text.value.decode()
    return None if found == "NA" else found


class DateRows:
    """A list as rows of dates: cpw_date_rows over its own arrays."""

    def __init__(self, referral, removal=None, withdrawal=None, priority=None):
        self.c = structure(low.cpw_date_rows, "date_rows", {})
        self._referral, self.rows = _days(referral, "referral")
        self._removal, _ = _days([None] * self.rows if removal is None else removal, "removal", self.rows)
        self._withdrawal, _ = _days(withdrawal, "withdrawal", self.rows)
        if priority is None:
            self._priority = None
        else:
            if len(priority) != self.rows:
                raise InvalidError(
                    f"priority has {len(priority)} rows, expected {self.rows}", low.CPW_EINVAL, "priority"
                )
            known = [in_range(p, f"priority[{i}]", C.c_int32) for i, p in enumerate(priority)]
            self._priority = (C.c_int32 * max(self.rows, 1))(*known)
        self.c.rows = self.rows
        for name in ("referral", "removal", "withdrawal", "priority"):
            values = getattr(self, "_" + name)
            if values is not None:
                setattr(self.c, name, C.cast(values, C.POINTER(C.c_int32)))

    def __len__(self):
        return self.rows


def date_rows(referral, removal=None, withdrawal=None, priority=None):
    """A list as rows: dates of referral, removal and withdrawal (None: not yet), surgical priority."""
    return DateRows(referral, removal, withdrawal, priority)


def _options(name, start, end, values):
    options = structure(low.cpw_dates_options, name, values)
    options.start = _day(start, "start", 0)
    options.end = _day(end, "end", 0)
    return options


def _figures(function, rows, options):
    """A result's single numbers as a dict."""
    out = C.POINTER(low.cpw_result)()
    call(function, C.byref(rows.c), C.byref(options), C.byref(out))
    found = Result(out)
    return {name: _number(found[name]) for name in found}


def _number(value):
    return float(value.item() if hasattr(value, "item") else value)


def referral_stats(rows, start=None, end=None, published=False):
    """Demand of a window of days. See cpw_dates_referral_stats."""
    options = _options("referral_stats", start, end, {"published": int(published)})
    return _figures("cpw_dates_referral_stats", rows, options)


def removal_stats(rows, start=None, end=None, published=False):
    """Capacity of a window of days. See cpw_dates_removal_stats."""
    options = _options("removal_stats", start, end, {"published": int(published)})
    return _figures("cpw_dates_removal_stats", rows, options)


def list_stats(rows, target_weeks=18.0, factor=4.0, relief_weeks=26.0, start=None, end=None, published=False):
    """Load, size, waits and the capacity it takes. See cpw_dates_stats."""
    values = {
        "target_weeks": target_weeks,
        "factor": factor,
        "relief_weeks": relief_weeks,
        "published": int(published),
    }
    return _figures("cpw_dates_stats", rows, _options("list_stats", start, end, values))


def queue_size(rows, start=None, end=None, published=False):
    """People waiting at the end of every day: a Result with date and queue_size."""
    options = _options("queue_size", start, end, {"published": int(published)})
    out = C.POINTER(low.cpw_result)()
    call("cpw_dates_queue_size", C.byref(rows.c), C.byref(options), C.byref(out))
    return Result(out)


def schedule(rows, slots, order="priority", published=False):
    """Gives slots to the people who wait: (removals as ISO text or None, row of each slot or None)."""
    values = {"published": int(published), "order": choice(order, "order", ORDERS)}
    options = _options("schedule", None, None, values)
    slot, count = _days(slots, "slots")
    removal = (C.c_int32 * max(len(rows), 1))()
    patient = (C.c_int64 * max(count, 1))()
    call("cpw_dates_schedule", C.byref(rows.c), count, slot, C.byref(options), removal, patient)
    removals = [None if d == low.CPW_DATE_NONE else to_iso(d) for d in removal[: len(rows)]]
    return removals, [None if r < 0 else r for r in patient[:count]]


def even_slots(start, days, capacity):
    """Slots of an even daily capacity as ISO text. See cpw_dates_sim_schedule."""
    first = _day(start, "start", 0)
    count = C.c_int64()
    call("cpw_dates_sim_schedule", first, days, capacity, 0, None, C.byref(count))
    slots, pointer = new_integers((count.value,), C.c_int32)
    call("cpw_dates_sim_schedule", first, days, capacity, count.value, pointer, C.byref(count))
    return [to_iso(day) for day in slots]


def geometric_fit(counts, censored=True):
    """Geometric law of completed waits from a histogram: (chance of leaving in a unit, its se)."""
    counts = Doubles(counts, "counts")
    p, se = C.c_double(), C.c_double()
    bands = counts.shape[0] if counts.shape else 0
    call("cpw_dates_geometric_fit", bands, counts.pointer, int(censored), C.byref(p), C.byref(se))
    return p.value, se.value


def cohort_removals(before, after):
    """Least number of people who left a list between two snapshots a band apart."""
    before = Doubles(before, "before")
    bands = before.shape[0] if before.shape else 0
    after = Doubles(after, "after", (bands,))
    removed = C.c_double()
    call("cpw_dates_cohort_removals", bands, before.pointer, after.pointer, C.byref(removed))
    return removed.value
