"""What describes a list of patients, in whatever shape it comes: by class, by period, by person.

Everything here ends as a C array that keeps what it points to. Nothing is decided here that the library
checks itself; only shapes and names are.
"""
import ctypes as C
import difflib
import math
import numbers
from collections.abc import Mapping

from . import _lowlevel as low
from ._memory import Doubles, dimension, numpy
from .dates import _day
from .duration import Duration
from .errors import DomainError, InvalidError, LimitError

NEEDED = object()  # a class that a dictionary leaves out is an error


def invalid(message, where):
    return InvalidError(message, low.CPW_EINVAL, where)


def is_number(value):
    """A number of Python's or NumPy's, or an array without dimensions."""
    if isinstance(value, numbers.Real):
        return True
    return getattr(value, "ndim", None) == 0 and getattr(getattr(value, "dtype", None), "kind", "") in "fiub"


def whole(value, name):
    """A count of Python's from what a caller gives."""
    if not is_number(value) or value != value or value < 0 or value > 2**62 or value != int(value):
        raise invalid(f"{name} = {value!r} must be a whole number, 0 or more", name)
    return int(value)


def flat(given):
    """The numbers of Doubles as a list, row by row."""
    size = math.prod(given.shape)
    return given.pointer[:size]


class Kinds:
    """Classes or groups: how many, and their names where they have any."""

    def __init__(self, noun, given, by_name=()):
        self.noun = noun
        self.names = None
        if given is None:
            given = next((list(values) for values in by_name if isinstance(values, Mapping) and values), 1)
        if isinstance(given, numbers.Integral) and not isinstance(given, bool):
            self.count = int(given)
        elif isinstance(given, (str, bytes)) or is_number(given):
            raise invalid(f"{self.plural} = {given!r} must be a list of names or a number", self.plural)
        elif not hasattr(given, "__iter__"):
            raise invalid(f"{self.plural} = {given!r} must be a list of names or a number", self.plural)
        else:
            self.names = list(given)
            self.count = len(self.names)
            if len(set(map(str, self.names))) != self.count:
                raise invalid(f"{self.plural} = {self.names!r} must differ from each other", self.plural)

    @property
    def plural(self):
        return self.noun + ("es" if self.noun.endswith("s") else "s")

    def labels(self):
        return dimension(self.noun, self.names, self.count)

    def name(self, index):
        return str(self.names[index]) if self.names else f"{self.noun} {index + 1}"

    def position(self, key, where, index=None):
        """Number of a class from its name or its number, from 0."""
        if self.names is not None and key in self.names:
            return self.names.index(key)
        if isinstance(key, numbers.Real) and not isinstance(key, bool) and key in range(self.count):
            return int(key)
        if self.names is None:
            rule = f"but they are numbered from 0 to {self.count - 1}: for names give {self.plural}"
        else:
            near = difflib.get_close_matches(str(key), [str(n) for n in self.names], 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            some = ", ".join(repr(n) for n in self.names[:8]) + (", ..." if self.count > 8 else "")
            rule = f"the {self.plural} are {some}{hint}"
        raise InvalidError(
            f"{where} has the {self.noun} {key!r}, {rule}", low.CPW_EINVAL, where, index
        )


# ---------------------------------------------------------------- by class


def by_kind(values, kinds, name, missing=NEEDED, one=is_number):
    """A list with one value a class from a dictionary, a sequence, or one value for all (`one` says
    what is one value)."""
    if isinstance(values, Mapping):
        found = [missing] * kinds.count
        for key, value in values.items():
            found[kinds.position(key, name)] = value
        if NEEDED in found:
            raise invalid(f"{name} has nothing for the {kinds.noun} {kinds.name(found.index(NEEDED))!r}", name)
        return found
    if one(values):
        return [values] * kinds.count
    if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
        raise invalid(f"{name} = {values!r} must be one value, or one a {kinds.noun}", name)
    if len(values) != kinds.count:
        raise invalid(f"{name} has {len(values)} values, expected one a {kinds.noun}: {kinds.count}", name)
    return list(values)


def doubles(values, kinds, name, missing=NEEDED):
    return Doubles(by_kind(values, kinds, name, missing), name)


class Integers:
    """A C array of whole numbers from a list of numbers."""

    def __init__(self, values, name, kind=C.c_int64):
        least, most = (-(2**63), 2**63 - 1) if kind is C.c_int64 else (-(2**31), 2**31 - 1)
        if numpy is not None and isinstance(values, numpy.ndarray) and values.dtype.kind in "iu" and values.size:
            if least <= int(values.min()) and int(values.max()) <= most:
                exact = numpy.int64 if kind is C.c_int64 else numpy.int32
                self._keep = numpy.ascontiguousarray(values, dtype=exact)
                self.pointer = self._keep.ctypes.data_as(C.POINTER(kind))
                return
        whole = [_whole(v, name, i, least, most) for i, v in enumerate(values)]
        self._keep = (kind * max(len(whole), 1))(*whole)
        self.pointer = C.cast(self._keep, C.POINTER(kind))


def _whole(value, name, index, least, most):
    if not is_number(value):
        raise InvalidError(f"{name}[{index}] = {value!r} is not a number", low.CPW_EINVAL, name, index)
    if value != value or value in (math.inf, -math.inf) or value != int(value):
        raise DomainError(f"{name}[{index}] = {value!r} must be a whole number", low.CPW_EDOMAIN, name, index)
    if not least <= value <= most:
        raise LimitError(f"{name}[{index}] = {value!r} must be from {least} to {most}", low.CPW_EOVERFLOW, name, index)
    return int(value)


def integers(values, kinds, name, missing=NEEDED, kind=C.c_int64):
    return Integers(by_kind(values, kinds, name, missing), name, kind)


# ---------------------------------------------------------------- laws


def law(value, name):
    """A Duration from ("exponential", 2), a number (always that long), None (never), or itself."""
    if isinstance(value, Duration):
        return value
    if value is None or isinstance(value, str):
        return Duration(value or "never")
    if isinstance(value, (tuple, list)) and value and isinstance(value[0], str):
        return Duration(*value)
    if is_number(value):
        return Duration("fixed", float(value))
    raise invalid(f"{name} = {value!r} must be a law such as ('exponential', 2) or carepath.Duration(...)", name)


def _one_law(value):
    return (
        value is None
        or isinstance(value, (Duration, str))
        or is_number(value)
        or (isinstance(value, (tuple, list)) and len(value) > 0 and isinstance(value[0], str))
    )


class Laws:
    """A C array of cpw_duration, one a class."""

    def __init__(self, values, kinds, name, missing=NEEDED):
        self._laws = [
            law(v, f"{name}[{i}]") for i, v in enumerate(by_kind(values, kinds, name, missing, _one_law))
        ]
        self._keep = (low.cpw_duration * max(len(self._laws), 1))(*[d._c for d in self._laws])
        self.pointer = C.cast(self._keep, C.POINTER(low.cpw_duration))


# ---------------------------------------------------------------- by period


class Table:
    """Numbers by period and class: (rows, classes)."""

    def __init__(self, values, kinds, name, rows=None):
        columns = self._columns(values, kinds, name)
        lengths = {len(c) for c in columns if len(c) != 1}
        if rows not in (None, 1):
            lengths.add(rows)
        if len(lengths) > 1:
            raise invalid(f"{name} has {' and '.join(map(str, sorted(lengths)))} periods: give as many for all", name)
        self.rows = lengths.pop() if lengths else 1
        columns = [c * self.rows if len(c) == 1 else c for c in columns]
        self.values = Doubles([[c[t] for c in columns] for t in range(self.rows)], name)
        self.pointer = self.values.pointer

    @staticmethod
    def _columns(values, kinds, name):
        if isinstance(values, Mapping):
            columns = []
            for value in by_kind(values, kinds, name, 0.0):
                given = Doubles(value, name)
                if len(given.shape) > 1 or given.shape == (0,):
                    raise invalid(f"{name} has the shape {given.shape} in one {kinds.noun}, expected (periods)", name)
                columns.append(flat(given))
            return columns
        given = Doubles(values, name)
        cells, n = flat(given), kinds.count
        if given.shape == () and n == 1:
            return [cells]
        if len(given.shape) == 1 and n == 1 and cells:
            return [cells]
        if given.shape == (n,):
            return [[x] for x in cells]
        if len(given.shape) == 2 and given.shape[1] == n and cells:
            return [cells[k::n] for k in range(n)]
        raise invalid(
            f"{name} has the shape {given.shape}, expected one a {kinds.noun} ({n}) or (periods, {n})", name
        )


class Series:
    """Numbers by period, of the list as a whole."""

    def __init__(self, values, name, whole=False):
        given = Doubles(values, name)
        if len(given.shape) > 1 or given.shape == (0,):
            raise invalid(f"{name} has the shape {given.shape}, expected one number or one a period", name)
        self.rows = given.shape[0] if given.shape else 1
        self.values = Integers(flat(given), name) if whole else given
        self.pointer = self.values.pointer

    def repeated(self, rows):
        """The same number in each of so many periods."""
        return self if self.rows == rows else Series(flat(self.values) * rows, "slots")


# ---------------------------------------------------------------- waiting counts


class Waiting:
    """(classes, groups, bands) from the whole array, one without the dimensions that have a single
    position, people by class (and group) without bands, or a dictionary of any of these by class."""

    def __init__(self, values, classes, groups):
        if isinstance(values, Mapping):
            cells = [self._class(v, groups) for v in by_kind(values, classes, "waiting", 0)]
        else:
            cells = self._array(values, classes, groups)
        self.bands = max(len(bands) for k in cells for bands in k)
        people = [x for k in cells for bands in k for x in bands + [0.0] * (self.bands - len(bands))]
        self.people = int(sum(people)) if all(math.isfinite(x) for x in people) else 0
        self.pointer = (made := Integers(people, "waiting")).pointer
        self._keep = made

    @staticmethod
    def _class(values, groups):
        if isinstance(values, Mapping):
            given = [Doubles(v, "waiting") for v in by_kind(values, groups, "waiting", 0)]
            if any(len(g.shape) > 1 for g in given):
                raise invalid("waiting has too many dimensions, expected (bands) in a group", "waiting")
            return [flat(g) or [0.0] for g in given]
        given = Doubles(values, "waiting")
        return _cells(given, (groups.count,), f"({groups.count} groups, bands)")

    @staticmethod
    def _array(values, classes, groups):
        n, g = classes.count, groups.count
        given = Doubles(values, "waiting")
        rows = _cells(given, (n, g), f"({n} classes, {g} groups, bands)")
        return [rows[k * g : (k + 1) * g] for k in range(n)]


def _without_ones(shape):
    return tuple(n for n in shape if n != 1)


def _cells(given, shape, expected):
    """One list of bands for each position of `shape`."""
    cells, size = flat(given), math.prod(shape)
    long = _without_ones(shape)
    for wanted in (shape, long):
        if given.shape == wanted and given.shape != ():
            return [[x] for x in cells]
    if given.shape == () and size == 1:
        return [cells]
    if given.shape and _without_ones(given.shape[:-1]) == long and cells:
        bands = given.shape[-1]
        return [cells[i * bands : (i + 1) * bands] for i in range(size)]
    raise invalid(f"waiting has the shape {given.shape}, expected {expected}", "waiting")


# ---------------------------------------------------------------- people by rows

COLUMNS = ("joined", "class", "group", "removal", "score", "duration")


def _columns(rows):
    """name -> values from a dictionary, a structured array, a data frame or a list of dictionaries."""
    if isinstance(rows, Mapping):
        found = dict(rows)
    elif getattr(getattr(rows, "dtype", None), "names", None):
        found = {name: rows[name] for name in rows.dtype.names}
    elif hasattr(rows, "columns") and hasattr(rows, "__getitem__"):
        found = {str(name): rows[name] for name in rows.columns}
    elif hasattr(rows, "__iter__") and not isinstance(rows, (str, bytes)):
        rows = list(rows)
        if not all(isinstance(row, Mapping) for row in rows):
            raise invalid("rows must be columns by name, a data frame, or one dictionary a person", "rows")
        names = dict.fromkeys(name for row in rows for name in row)
        found = {name: [row.get(name) for row in rows] for name in names} if rows else {"joined": []}
    else:
        raise invalid(f"rows = {type(rows).__name__} must be columns by name or a data frame", "rows")
    found = {{"class_index": "class", "group_index": "group"}.get(n, n): v for n, v in found.items() if v is not None}
    for name in found:
        if name not in COLUMNS:
            near = difflib.get_close_matches(str(name), COLUMNS, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise invalid(f"rows has a column {name!r}, the columns are {', '.join(COLUMNS)}{hint}", "rows")
    if "joined" not in found:
        raise invalid("rows has no column joined", "rows")
    return found


class Calendar:
    """Dates as times in periods: a day counts when it is over, day `start` is the first of period 1."""

    def __init__(self, start, period_days):
        self.start = None if start is None else _day(start, "start", 0)
        self.days = period_days

    def time(self, value, name, index):
        if value is None:
            return math.nan
        if is_number(value):
            return float(value)
        if self.start is None:
            raise InvalidError(
                f"{name}[{index}] = {value!r} is no number: for dates give start, the first day of the first period",
                low.CPW_EINVAL, name, index,
            )  # fmt: skip
        day = _day(value, name, index)
        return math.nan if day == low.CPW_DATE_NONE else (day - self.start + 1) / self.days


def _numbers(values, name, calendar=None):
    """Doubles of a column: None is NaN, dates are times."""
    kind = getattr(getattr(values, "dtype", None), "kind", None)
    if kind in ("f", "i", "u", "b") and hasattr(values.dtype, "na_value"):
        values = values.to_numpy(dtype="float64", na_value=math.nan)  # pandas, with holes
    elif kind not in ("f", "i", "u", "b"):
        # a list, or a column of objects or dates
        values = values.tolist() if kind not in (None, "M") and hasattr(values, "tolist") else list(values)
        if calendar is not None:
            values = [calendar.time(v, name, i) for i, v in enumerate(values)]
        else:
            values = [math.nan if v is None else v for v in values]
    return Doubles(values, name)


def _positions(values, kinds, name):
    """A list of numbers of classes from names or numbers."""
    known = {}
    found = []
    for index, value in enumerate(values.tolist() if hasattr(values, "tolist") else values):
        if value not in known:
            known[value] = kinds.position(value, name, index)
        found.append(known[value])
    return found


def _order(joined):
    """None for times that never fall, else the order that makes them so; equal times stay as they were."""
    if numpy is not None:
        if not bool(numpy.any(joined[1:] < joined[:-1])):
            return None
        return numpy.argsort(joined, kind="stable")
    if not any(b < a for a, b in zip(joined, joined[1:])):
        return None
    return sorted(range(len(joined)), key=lambda i: (joined[i] != joined[i], joined[i]))


class Rows:
    """People by name: cpw_patient_rows over its own arrays, in order of joining. `order[i]` is the
    caller's row of row i, None where the rows were in order."""

    def __init__(self, rows, classes, groups, calendar):
        columns = _columns(rows)
        known = {"joined": _numbers(columns["joined"], "rows.joined", calendar)}
        self.count = known["joined"].shape[0] if known["joined"].shape else 0
        for name in ("removal", "score", "duration"):
            if name in columns:
                known[name] = _numbers(columns[name], f"rows.{name}", calendar if name == "removal" else None)
        for name, given in known.items():
            if given.shape != (self.count,):
                raise invalid(f"rows.{name} has the shape {given.shape}, expected ({self.count},)", f"rows.{name}")
        arrays = {n: g._keep if numpy is not None else flat(g) for n, g in known.items()}
        for name, kinds in (("class", classes), ("group", groups)):
            if name in columns:
                arrays[name] = _positions(columns[name], kinds, f"rows.{name}")
                if len(arrays[name]) != self.count:
                    raise invalid(f"rows.{name} has {len(arrays[name])} rows, expected {self.count}", f"rows.{name}")
        self.order = _order(arrays["joined"])
        self._fill(arrays)

    def _fill(self, arrays):
        self.c = low.cpw_patient_rows()
        self.c.struct_size = C.sizeof(self.c)
        self.c.rows = self.count
        self._keep = []
        for name, values in arrays.items():
            if self.order is not None:
                values = [values[i] for i in self.order] if isinstance(values, list) else values[self.order]
            if name in ("class", "group"):
                made = Integers(values, f"rows.{name}", C.c_int32)
                setattr(self.c, name + "_index", made.pointer)
            else:
                made = Doubles(values, f"rows.{name}")
                setattr(self.c, name, made.pointer)
            self._keep.append(made)

    def row(self, index):
        """The caller's row of a row of the library's."""
        return index if self.order is None or index is None or index < 0 else int(self.order[index])
