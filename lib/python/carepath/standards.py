"""Waiting-time standards of the NHS in England as data, and tables of one's own.

    for row in carepath.standards("2026-03-31").rows():
        print(row["key"], row["limit_weeks"], row["share"], row["status"])
"""
import ctypes as C
import io
import os

from . import _lowlevel as low
from ._library import call, text
from ._streams import Source
from .dates import _day, to_iso
from .result import Result

STATUS = {
    low.CPW_STANDARD_IN_FORCE: "in force",
    low.CPW_STANDARD_DUE: "due",
    low.CPW_STANDARD_FUTURE: "to come",
    low.CPW_STANDARD_PAST: "past",
}


class Standards(Result):
    """A table of standards: iterate over `rows()` for dicts."""

    def rows(self):
        """One dict a standard: key, texts, limits, dates as ISO text or None."""
        limits = self.array("limit_days")
        labels = limits.coords["standard"]
        rows = []
        for i, key in enumerate(labels["standard"]):
            row = {"key": key}
            row.update({name: values[i] for name, values in labels.items() if name != "standard"})
            row.update({name: float(self[name][i]) for name in ("limit_days", "limit_weeks", "share", "gain")})
            row.update({name: to_iso(int(self[name][i])) for name in ("from", "due", "until")})
            row["verified"] = bool(self["verified"][i])
            row["status"] = STATUS[int(self["status"][i])]
            rows.append(row)
        return rows


def standards(date=None, table=None):
    """Standards in force or due at a date (None: all), from the library's table or one that was read."""
    out = C.POINTER(low.cpw_result)()
    call("cpw_standards", _day(date, "date", 0), None if table is None else table.handle, None, C.byref(out))
    return Standards(out)


def read_standards(file):
    """Reads a table of standards from CSV: a path, bytes, or a binary file object."""
    out = C.POINTER(low.cpw_result)()
    if isinstance(file, (str, os.PathLike)):
        call("cpw_standards_read_path", text(file), None, C.byref(out))
        return Standards(out)
    source = Source(io.BytesIO(file) if isinstance(file, bytes) else file)
    try:
        call("cpw_standards_read", C.byref(source.c), None, C.byref(out))
    except Exception:
        if source.problem is not None:
            raise source.problem from None
        raise
    return Standards(out)
