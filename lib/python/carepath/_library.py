"""Finds libcarepath, checks that it is the one these bindings were made for, and calls it.

Order: the file named by CAREPATH_LIBRARY, a library beside this package, the soname, what the
system's loader finds. The first one that exists is taken; if it does not fit, the import fails and
says why rather than trying the next.
"""
import ctypes as C
import ctypes.util
import os
import re

from . import _lowlevel as low
from .errors import LimitError, WrongTypeError, from_status


def _candidates():
    named = os.environ.get("CAREPATH_LIBRARY")
    if named:
        yield named
        return
    here = os.path.dirname(os.path.abspath(__file__))
    for name in (f"libcarepath.so.{low.CPW_ABI}", "libcarepath.so", "libcarepath.dylib"):
        path = os.path.join(here, name)
        if os.path.exists(path):
            yield path
    yield f"libcarepath.so.{low.CPW_ABI}"
    found = ctypes.util.find_library("carepath")
    if found:
        yield found


def _load():
    tried = []
    for name in _candidates():
        try:
            library = C.CDLL(name)
        except OSError as problem:
            tried.append(f"{name} ({problem})")
            continue
        low.check(library)
        low.declare(library)
        return library
    raise ImportError(
        "carepath: libcarepath was not found; set CAREPATH_LIBRARY to its path. Tried: " + "; ".join(tried)
    )


lib = _load()

LIMITS = {
    C.c_int32: (-(2**31), 2**31 - 1),
    C.c_int64: (-(2**63), 2**63 - 1),
    C.c_uint64: (0, 2**64 - 1),
}


def call(name, *arguments):
    """Calls a function whose last parameter is a cpw_error; raises what it reports."""
    error = low.cpw_error()
    kinds = low.PROTOTYPES[name][1]
    arguments = [
        int(value) if kind in LIMITS and isinstance(value, float) and value.is_integer() else value
        for value, kind in zip(arguments, kinds)
    ]
    for value, kind in zip(arguments, kinds):
        if isinstance(value, int) and kind in LIMITS and not LIMITS[kind][0] <= value <= LIMITS[kind][1]:
            # ctypes would drop the bits that do not fit
            raise LimitError(f"{name}: {value} is too large", low.CPW_EOVERFLOW, name)
    try:
        status = getattr(lib, name)(*arguments, C.byref(error))
    except C.ArgumentError as problem:
        raise WrongTypeError(f"{name}: {_misfit(problem, arguments, kinds)}", low.CPW_EINVAL, name) from None
    if status < 0:
        raise from_status(status, error)
    return status


def _misfit(problem, arguments, kinds):
    """What ctypes calls `argument 3: wrong type`, with its value and what was expected."""
    found = re.match(r"argument (\d+)", str(problem))
    place = int(found.group(1)) - 1 if found else len(kinds)
    if place >= len(arguments):
        return str(problem)
    expected = "a whole number" if kinds[place] in LIMITS else "a number" if kinds[place] is C.c_double else "other"
    return f"argument {place + 1} = {arguments[place]!r} must be {expected}"


def text(value):
    """A C string for an argument: None stays None."""
    return None if value is None else os.fsencode(value)
