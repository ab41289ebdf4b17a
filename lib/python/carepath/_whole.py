"""Whole numbers, levels and labels as C memory: what the modules about groups share."""
import array
import ctypes as C

from . import _lowlevel as low
from ._labels import present
from ._memory import Doubles, Grid, is_list, numpy
from .errors import InvalidError


class Integers:
    """A C array of int64 (or int32) made from any nested sequence or buffer of whole numbers."""

    def __init__(self, values, name, kind=C.c_int64):
        self.shape, self._keep, self.pointer = _as_integers(values, name, kind)


def _as_integers(values, name, kind):
    if numpy is not None:
        try:
            raw = numpy.asarray(values)
        except ValueError:  # rows of different lengths
            raise InvalidError(f"{name} is not an array of whole numbers", low.CPW_EINVAL, name) from None
        if raw.size == 0:
            raw = raw.astype(numpy.int64)
        if raw.dtype.kind == "f" and numpy.all(raw == numpy.floor(raw)) and numpy.all(numpy.abs(raw) < 2.0**53):
            raw = raw.astype(numpy.int64)
        if raw.dtype.kind not in "iub":
            raise InvalidError(f"{name} is not an array of whole numbers", low.CPW_EINVAL, name)
        data = numpy.ascontiguousarray(raw, dtype=numpy.int64 if kind is C.c_int64 else numpy.int32)
        return tuple(data.shape), data, data.ctypes.data_as(C.POINTER(kind))
    made = Doubles(values.tolist() if isinstance(values, Grid) else values, name)
    size = 1
    for n in made.shape:
        size *= n
    if any(made.pointer[i] % 1 for i in range(size)):
        raise InvalidError(f"{name} is not an array of whole numbers", low.CPW_EINVAL, name)
    exact = list(_leaves(values.tolist() if isinstance(values, Grid) else values))
    if len(exact) != size or not all(isinstance(x, int) for x in exact):
        exact = [int(made.pointer[i]) for i in range(size)]
    try:
        flat = array.array("q" if kind is C.c_int64 else "i", exact)
    except OverflowError:
        raise InvalidError(f"{name} holds a whole number beyond 64 bits", low.CPW_EINVAL, name) from None
    return made.shape, flat, C.cast((kind * size).from_buffer(flat), C.POINTER(kind))


def _leaves(values):
    """The numbers of nested sequences: whole ones beyond 2^53 stay as they are."""
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from _leaves(value)
        else:
            yield value


def vector(values, name, length=None):
    """Doubles of one dimension."""
    made = Doubles(values, name)
    return _one_dimension(made, name, length)


def integers(values, name, length=None, kind=C.c_int64):
    """Whole numbers of one dimension."""
    return _one_dimension(Integers(values, name, kind), name, length)


def _one_dimension(made, name, length):
    if len(made.shape) != 1 or (length is not None and made.shape[0] != length):
        wanted = "one dimension" if length is None else f"({length},)"
        raise InvalidError(f"{name} has the shape {made.shape}, expected {wanted}", low.CPW_EINVAL, name)
    return made


def matrix(values, name, rows=None, columns=None, kind=Doubles):
    """Numbers of two dimensions; a list of numbers is one row."""
    made = kind(values, name)
    if len(made.shape) == 1:
        made.shape = (1,) + made.shape
    if len(made.shape) != 2 or rows not in (None, made.shape[0]) or columns not in (None, made.shape[1]):
        wanted = f"({'rows' if rows is None else rows}, {'columns' if columns is None else columns})"
        raise InvalidError(f"{name} has the shape {made.shape}, expected {wanted}", low.CPW_EINVAL, name)
    return made


def texts(labels, length, name):
    """A char ** of labels, or None."""
    if labels is None:
        return None
    encoded = [str(label).encode() for label in labels]
    if len(encoded) != length:
        raise InvalidError(f"{name} has {len(encoded)} labels, expected {length}", low.CPW_EINVAL, name)
    table = (C.c_char_p * max(length, 1))(*encoded)
    table._keep = encoded
    return table


def set_texts(options, field, labels, length, name):
    """Puts labels into an options struct; the struct keeps them."""
    table = texts(labels, length, name)
    if table is not None:
        setattr(options, field, C.cast(table, dict(options._fields_)[field]))
        keep(options, table)


def set_levels(options, level):
    """Puts one confidence or several into an options struct."""
    made = vector(level if is_list(level) else [level], "level")
    options.level, options.levels = made.pointer, made.shape[0]
    keep(options, made)


def keep(options, thing):
    options._kept = getattr(options, "_kept", ()) + (thing,)


def numbered(labels, name, order=None):
    """Labels by row as numbers: (Integers, labels in order): in the order in which they first appear, or in
    `order`."""
    labels = present(labels, name)
    labels = labels if isinstance(labels, list) else labels.tolist()
    if any(getattr(type(label), "__hash__", None) is None for label in labels):
        raise InvalidError(f"{name} must be labels, one a row", low.CPW_EINVAL, name)
    if order is None:
        known = {}
        index = [known.setdefault(label, len(known)) for label in labels]
        return Integers(index, name), list(known)
    order = list(order)
    known = {label: i for i, label in enumerate(order)}
    try:
        return Integers([known[label] for label in labels], name), order
    except KeyError as unknown:
        raise InvalidError(f"{name}: {unknown.args[0]!r} is not one of its labels", low.CPW_EINVAL, name) from None

