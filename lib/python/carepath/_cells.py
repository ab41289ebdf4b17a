"""Matrices of rows and columns from whatever shape they come in, and texts, for calls that take many of them."""
import ctypes as C
import math

from . import _lowlevel as low
from ._memory import Doubles, Grid, is_list, number, numpy, single, whole
from ._whole import Integers
from .errors import InvalidError, WrongTypeError


def _wrong(name, shape, rows, columns):
    raise InvalidError(
        f"{name} has the shape {shape}, expected one number, ({rows},) or ({rows}, {columns})", low.CPW_EINVAL, name
    )


def _flat(values, rows, columns, name):
    """One number for all, one a row, or one a row and column, as a flat list."""
    if isinstance(values, Grid) or hasattr(values, "tolist"):
        values = values.tolist()
    if not is_list(values):
        return [values] * (rows * columns)
    values = [v.tolist() if hasattr(v, "tolist") else v for v in values]
    nested = [is_list(v) for v in values]
    if len(values) != rows or (any(nested) and not all(nested)):
        _wrong(name, (len(values),), rows, columns)
    if not any(nested):
        return [v for v in values for _ in range(columns)]
    if any(len(v) != columns for v in values):
        _wrong(name, (len(values), len(values[0])), rows, columns)
    return [v for row in values for v in row]


def _ready(values, rows, columns, kinds):
    """A NumPy array that need not be looked at number by number."""
    if numpy is None or not isinstance(values, numpy.ndarray) or values.dtype.kind not in kinds:
        return None
    return values if values.shape == (rows, columns) or (columns == 1 and values.shape == (rows,)) else None


def reals(values, rows, columns, name):
    """Doubles [rows, columns]; None is NaN."""
    array = _ready(values, rows, columns, "f")
    if array is not None:
        return Doubles(array, name)
    flat = [math.nan if v is None else number(v, name) for v in _flat(values, rows, columns, name)]
    return Doubles(flat, name)


def money(values, rows, columns, name, missing=None):
    """Whole numbers [rows, columns], exact beyond 2^53 too; None is `missing`."""
    array = _ready(values, rows, columns, "i")
    if array is not None:
        return Integers(array, name)
    flat = _flat(values, rows, columns, name)
    if missing is None and any(v is None for v in flat):
        raise WrongTypeError(f"{name} must be whole numbers, not None", low.CPW_EINVAL, name)
    numbers = [missing if single(v) is None else whole(v, f"{name}[{i}]") for i, v in enumerate(flat)]
    made = (C.c_int64 * max(len(numbers), 1))(*numbers)
    return Memory(made, C.POINTER(C.c_int64))


def flags(values, rows, columns, name):
    """0 or 1 as int32 [rows, columns]."""
    flat = [int(bool(single(v))) for v in _flat(values, rows, columns, name)]
    return Memory((C.c_int32 * max(len(flat), 1))(*flat), C.POINTER(C.c_int32))


class Memory:
    """A C array with the pointer to it."""

    def __init__(self, block, kind):
        self._block = block
        self.pointer = C.cast(block, kind)


def put(options, field, made):
    """Puts an array into a struct, which keeps it."""
    setattr(options, field, C.cast(made.pointer, dict(options._fields_)[field]))
    options._kept = getattr(options, "_kept", ()) + (made,)
