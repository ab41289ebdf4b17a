"""Python values as C memory and back, without a copy where that is possible.

NumPy is used where it is installed; without it arrays are memoryviews (same bytes, same shape).
"""
import array
import ctypes as C
import difflib
import numbers

from . import _lowlevel as low
from ._library import LIMITS, lib
from .errors import InvalidError, LimitError, WrongTypeError

try:
    import numpy
except ImportError:
    numpy = None


class Grid:
    """An array over the library's memory, where NumPy is missing: grid[i] is the next lower
    dimension or a number, grid[i, j] goes further. `flat` is the memoryview beneath."""

    def __init__(self, flat, shape):
        self.flat = flat
        self.shape = tuple(shape)
        self.ndim = len(self.shape)

    def __len__(self):
        return self.shape[0]

    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        first, *rest = index if isinstance(index, tuple) else (index,)
        if not -len(self) <= first < len(self):
            raise IndexError(f"position {first} of {len(self)}")
        if self.ndim == 1:
            if rest:
                raise IndexError("too many positions")
            return self.flat[first]
        step = len(self.flat) // len(self)
        start = (first % len(self)) * step
        part = Grid(self.flat[start : start + step], self.shape[1:])
        return part[tuple(rest)] if rest else part

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __eq__(self, other):
        return self.tolist() == (other.tolist() if hasattr(other, "tolist") else other)

    __hash__ = None

    def __repr__(self):
        return repr(self.tolist())

    def tolist(self):
        return list(self.flat) if self.ndim == 1 else [row.tolist() for row in self]


class Doubles:
    """A C array of doubles made from any nested sequence or buffer; keeps what it points to."""

    def __init__(self, values, name, shape=None):
        self.shape, self._keep, self.pointer = _as_doubles(values, name)
        if shape is not None:
            self._check(name, tuple(shape))

    def _check(self, name, wanted):
        size = 1
        for n in wanted:
            size *= n
        have = 1
        for n in self.shape:
            have *= n
        # a single series may be given for a single list
        squeezed = tuple(n for n in wanted if n != 1)
        if self.shape != wanted and not (have == size and tuple(n for n in self.shape if n != 1) == squeezed):
            raise InvalidError(f"{name} has the shape {self.shape}, expected {wanted}", low.CPW_EINVAL, name)
        self.shape = wanted


def _as_doubles(values, name):
    if numpy is not None:
        try:
            if numpy.iscomplexobj(values):
                raise TypeError("complex")
            if numpy.ma.is_masked(values):
                raise TypeError("fill masked values first")
            raw = numpy.asarray(values)
            if raw.dtype.kind in "USV":
                raise TypeError(f"{values!r} is text")
            if raw.dtype == object and any(value is None for value in raw.flat):
                raise TypeError("None is no number; give nan where nan is meant")
            data = numpy.asarray(raw, dtype=numpy.float64, order="C")
        except (TypeError, ValueError) as problem:
            raise InvalidError(f"{name} is not an array of numbers: {problem}", low.CPW_EINVAL, name) from None
        return tuple(data.shape), data, data.ctypes.data_as(C.POINTER(C.c_double))
    shape = values.shape if isinstance(values, Grid) else None
    if shape:
        values = values.flat
    if isinstance(values, memoryview) and values.format == "d" and values.c_contiguous:
        flat = array.array("d", values.tobytes())
        return tuple(shape or values.shape), flat, _pointer(flat)
    shape, flat = [], array.array("d")
    _flatten(values, 0, shape, flat, name)
    return tuple(shape), flat, _pointer(flat)


def _pointer(flat):
    return C.cast((C.c_double * len(flat)).from_buffer(flat), C.POINTER(C.c_double))


def _flatten(values, depth, shape, flat, name):
    try:
        if isinstance(values, (str, bytes)):
            raise TypeError(f"{values!r} is text")
        if isinstance(values, numbers.Real) or not hasattr(values, "__len__"):
            if len(shape) > depth:
                raise ValueError("ragged")
            flat.append(float(values))
            return
    except (TypeError, ValueError) as problem:
        raise InvalidError(f"{name} is not an array of numbers: {problem}", low.CPW_EINVAL, name) from None
    if len(shape) == depth and not flat:
        shape.append(len(values))
    elif len(shape) == depth or shape[depth] != len(values):
        raise InvalidError(f"{name} is ragged", low.CPW_EINVAL, name)
    for value in values:
        _flatten(value, depth + 1, shape, flat, name)


def new_doubles(shape):
    """Zeros to be filled by the library: (what Python sees, pointer for C)."""
    size = 1
    for n in shape:
        size *= n
    if numpy is not None:
        data = numpy.zeros(shape, dtype=numpy.float64)
        return data, data.ctypes.data_as(C.POINTER(C.c_double))
    block = (C.c_double * max(size, 1))()
    view = memoryview(block).cast("B").cast("d")[:size]
    return Grid(view, shape), C.cast(block, C.POINTER(C.c_double))


def new_integers(shape, kind=C.c_int64):
    """Zeros of int64 (or int32) to be filled by the library."""
    size = 1
    for n in shape:
        size *= n
    if numpy is not None:
        data = numpy.zeros(shape, dtype=numpy.int64 if kind is C.c_int64 else numpy.int32)
        return data, data.ctypes.data_as(C.POINTER(kind))
    block = (kind * max(size, 1))()
    view = memoryview(block).cast("B").cast("q" if kind is C.c_int64 else "i")[:size]
    return Grid(view, shape), C.cast(block, C.POINTER(kind))


def structure(kind, name, values):
    """An options struct with the library's own defaults, then the given fields over them."""
    made = kind()
    getattr(lib, kind.__name__ + "_init_sized")(C.byref(made), C.sizeof(made))
    types = dict(field[:2] for field in kind._fields_)
    fields = set(types)
    for key, value in values.items():
        if key not in fields or key in ("struct_size", "reserved"):
            near = difflib.get_close_matches(key, sorted(fields - {"struct_size", "reserved"}), 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise TypeError(f"{name}() has no option {key!r}{hint}")
        try:
            setattr(made, key, in_range(value, key, types[key]))
        except TypeError as problem:
            words = "must be a whole number" if types[key] in LIMITS else str(problem)
            raise WrongTypeError(f"{name}: {key} = {value!r}: {words}", low.CPW_EINVAL, key) from None
    return made


def is_list(values):
    """Whether there is more than one place for a number; an array without dimensions is a number."""
    return hasattr(values, "__len__") and getattr(values, "ndim", 1) != 0


def single(value):
    """The number in an array without dimensions; anything else as it is."""
    return value.item() if getattr(value, "ndim", None) == 0 and hasattr(value, "item") else value


def number(value, name):
    """One double."""
    value = single(value)
    if isinstance(value, numbers.Real):
        return float(value)
    raise WrongTypeError(f"{name} = {value!r} must be a number", low.CPW_EINVAL, name)


def whole(value, name, kind=C.c_int64):
    """One whole number: 3, 3.0, numpy.int64(3), but not 3.5 or "3"."""
    value = in_range(value, name, kind)
    if isinstance(value, numbers.Integral):
        return int(value)
    raise WrongTypeError(f"{name} = {value!r} must be a whole number", low.CPW_EINVAL, name)


def in_range(value, name, kind):
    """A whole number (3, 3.0, numpy.int64(3)) that fits its C type; anything else is passed on."""
    value = single(value)
    if kind not in LIMITS or not isinstance(value, numbers.Real) or value % 1 != 0:
        return value
    least, most = LIMITS[kind]
    if not least <= value <= most:
        raise LimitError(f"{name} = {value} must be from {least} to {most}", low.CPW_EOVERFLOW, name)
    return int(value)


def choice(value, what, names):
    """The constant behind a word: choice("mean", "estimator", {"pooled": 0, "mean": 1}); a hyphen may
    stand for an underscore and the other way round."""
    if isinstance(value, (str, int)) and value in names:
        return names[value]
    if isinstance(value, str):
        for name in names:
            if isinstance(name, str) and name.replace("-", "_") == value.replace("-", "_"):
                return names[name]
    if isinstance(value, int) and value in names.values():
        return value
    raise InvalidError(f"{what} = {value!r} must be one of {', '.join(names)}", low.CPW_EINVAL, what)


def dimension(name, coordinates, length):
    """A cpw_dimension from {coordinate: labels} or a list of labels; keeps what it points to."""
    if coordinates is None:
        return None
    if not isinstance(coordinates, dict):
        coordinates = {name: coordinates}
    made = low.cpw_dimension()
    keys, tables, keep = [], [], []
    for key, labels in coordinates.items():
        labels = [str(label).encode() for label in labels]
        if len(labels) != length:
            raise InvalidError(
                f"{name} has {length} positions, but {len(labels)} labels {key!r}", low.CPW_EINVAL, name
            )
        table = (C.c_char_p * max(len(labels), 1))(*labels)
        keep.append(labels)
        tables.append(table)
        keys.append(str(key).encode())
    names = (C.c_char_p * max(len(keys), 1))(*keys)
    pointers = (C.POINTER(C.c_char_p) * max(len(tables), 1))(
        *[C.cast(table, C.POINTER(C.c_char_p)) for table in tables]
    )
    made.name = name.encode()
    made.length = length
    made.coordinates = len(keys)
    made.coordinate_names = C.cast(names, type(made.coordinate_names))
    made.coordinate_labels = C.cast(pointers, type(made.coordinate_labels))
    made._keep = (keys, tables, names, pointers, keep)
    return made
