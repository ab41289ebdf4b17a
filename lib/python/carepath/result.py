"""Results: named, labelled arrays that live in the library's memory.

    projection["waiting"]             a NumPy array (a Grid of plain numbers where NumPy is missing), not a copy
    projection.array("waiting")       the same with unit, description, dimensions and labels
    projection.frame("waiting")       a pandas DataFrame in tidy form
    projection.dataset()              an xarray Dataset
    projection.write_csv("out.csv")   tidy CSV, written whole or not at all
"""
import ctypes as C
import json
import numbers
import os
from collections.abc import Mapping

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Grid, numpy
from ._streams import Sink
from .errors import CarepathError, NotFoundError

OUTCOMES = {
    low.CPW_OUTCOME_OK: "ok",
    low.CPW_OUTCOME_ALREADY_MET: "already met",
    low.CPW_OUTCOME_UNREACHABLE: "unreachable",
    low.CPW_OUTCOME_UNSTABLE: "unstable",
    low.CPW_OUTCOME_CLEARED: "met only by leaving fewer people than join",
}


class _Owner:
    """Frees the library's result when the last array that looks into it is gone."""

    def __init__(self, handle):
        self.handle = handle

    def __del__(self, free=lib.cpw_result_free):
        if getattr(self, "handle", None):
            free(self.handle)
            self.handle = None

    def __reduce__(self):
        raise TypeError("a Result lives in the library's memory: keep its json() or dataset() instead")


class Array:
    """One array of a result with its labels."""

    def __init__(self, owner, pointer):
        entry = pointer.contents
        self.name = entry.name.decode()
        self.unit = (entry.unit or b"").decode()
        self.description = (entry.description or b"").decode()
        self.dims = []
        self.shape = ()
        self.coords = {}
        for d in range(entry.dimensions):
            dimension = entry.dimension[d].contents
            self.dims.append(dimension.name.decode())
            self.shape += (dimension.length,)
            self.coords[self.dims[-1]] = {
                dimension.coordinate_names[c].decode(): [
                    dimension.coordinate_labels[c][i].decode() for i in range(dimension.length)
                ]
                for c in range(dimension.coordinates)
            }
        self.dims = tuple(self.dims)
        self.values = _view(owner, entry, self.shape)

    def __repr__(self):
        size = " x ".join(f"{d}={n}" for d, n in zip(self.dims, self.shape)) or "a number"
        return f"<Array {self.name} ({size}){' in ' + self.unit if self.unit else ''}>"

    def __array__(self, dtype=None, copy=None):
        if numpy is None:
            raise TypeError("NumPy is not installed")
        return numpy.array(self.values, dtype=dtype, copy=bool(copy))

    def index(self, **labels):
        """Position of a label along a dimension: array.index(specialty="Total")."""
        if len(labels) != 1:
            raise TypeError("index() takes one coordinate=label")
        ((coordinate, label),) = labels.items()
        for names in self.coords.values():
            if coordinate in names:
                try:
                    return names[coordinate].index(_label(label))
                except ValueError:
                    raise NotFoundError(f"{coordinate} has no label {label!r}", low.CPW_ENOTFOUND) from None
        raise NotFoundError(f"{self.name} has no coordinate {coordinate!r}", low.CPW_ENOTFOUND)


def _label(label):
    """A label as the library writes it: 2.0 is "2"."""
    if isinstance(label, numbers.Real) and not isinstance(label, numbers.Integral):
        text = C.create_string_buffer(low.CPW_NUMBER_CHARS)
        lib.cpw_format_double(float(label), text)
        return text.value.decode()
    return str(label)


def _view(owner, entry, shape):
    if entry.type == low.CPW_DOUBLE:
        kind, code, memory = C.c_double, "d", entry.real
    else:
        kind, code, memory = C.c_int64, "q", entry.integer
    size = entry.size
    block = (kind * max(size, 1)).from_address(C.cast(memory, C.c_void_p).value)
    block._owner = owner  # the view below keeps the block, the block keeps the result
    if numpy is not None:
        flat = numpy.frombuffer(block, dtype=numpy.float64 if code == "d" else numpy.int64, count=size)
        flat.flags.writeable = False
        return flat.reshape(shape)
    if not shape:
        return block[0]
    return Grid(memoryview(block).cast("B").toreadonly().cast(code)[:size], shape)


class Result(Mapping):
    """What a model returned. A mapping from array names to values."""

    def __init__(self, handle):
        self._owner = _Owner(handle)
        self._arrays = {}
        index = 0
        while pointer := lib.cpw_result_at(handle, index):
            self._arrays[pointer.contents.name.decode()] = pointer
            index += 1

    @property
    def handle(self):
        """The library's pointer, for calls through carepath.lib."""
        return self._owner.handle

    def array(self, name):
        """The array of that name with unit, description, dims and labels."""
        if name not in self._arrays:
            raise NotFoundError(
                f"the result has no array {name!r}; it has {', '.join(self._arrays)}", low.CPW_ENOTFOUND
            )
        return Array(self._owner, self._arrays[name])

    def __getitem__(self, name):
        return self.array(name).values

    def __iter__(self):
        return iter(self._arrays)

    def __len__(self):
        return len(self._arrays)

    def __contains__(self, name):
        return name in self._arrays

    @property
    def outcome(self):
        """What came out beside the numbers: "ok", "already met", "unreachable", ..."""
        return OUTCOMES.get(lib.cpw_result_outcome(self.handle), "unknown")

    @property
    def notes(self):
        """What the reader of the numbers must know."""
        found, index = {}, 0
        while key := lib.cpw_result_note_key(self.handle, index):
            found[key.decode()] = lib.cpw_result_note(self.handle, key).decode()
            index += 1
        return found

    def __repr__(self):
        return f"<Result {self.outcome}: {', '.join(self._arrays)}>"

    def _like(self, handle):
        """A merged result of the same kind."""
        return Result(handle)

    def _lacks(self):
        """What it would have needed in order to be merged, or None."""
        return None

    # ---- text

    def write_csv(self, file, name=None):
        """Tidy CSV of the table that holds array `name` (None: everything in long form) to a path
        (written whole or not at all) or a file object."""
        self._write(file, lambda sink: call("cpw_result_write_csv", self.handle, name and name.encode(), sink))

    def write_json(self, file):
        """The whole result as JSON to a path (written whole or not at all) or a file object."""
        self._write(file, lambda sink: call("cpw_result_write_json", self.handle, sink))

    def json(self):
        """The whole result as Python objects."""
        import io

        buffer = io.BytesIO()
        self.write_json(buffer)
        return json.loads(buffer.getvalue())

    @staticmethod
    def _write(file, write):
        if isinstance(file, (str, bytes, os.PathLike)):
            output = C.POINTER(low.cpw_output)()
            call("cpw_output_new", os.fsencode(file), None, C.byref(output))
            try:
                write(lib.cpw_output_sink(output))
                call("cpw_output_commit", output)
            finally:
                lib.cpw_output_free(output)
            return
        sink = Sink(file)
        try:
            write(C.byref(sink.c))
        except Exception:
            if sink.problem is not None:
                raise sink.problem from None
            raise

    # ---- other libraries, where they are installed

    def frame(self, name):
        """A pandas DataFrame: one row a position, one column a coordinate, one column each array
        with the same dimensions as `name`."""
        import pandas

        like = self.array(name)
        arrays = [self.array(n) for n in self._arrays]
        arrays = [a for a in arrays if a.dims == like.dims]
        columns = {}
        positions = _positions(like.shape)
        for axis, dim in enumerate(like.dims):
            coordinates = like.coords[dim] or {dim: range(like.shape[axis])}
            for key, labels in coordinates.items():
                labels = list(labels)
                columns[key] = [labels[p[axis]] for p in positions]
        for a in arrays:
            columns[a.name] = _flat(a)
        return pandas.DataFrame(columns)

    def dataset(self):
        """An xarray Dataset with every array and coordinate."""
        import xarray

        arrays, coords = {}, {}
        for name in self._arrays:
            a = self.array(name)
            arrays[name] = (a.dims, a.values, {"units": a.unit, "description": a.description})
            for dim, names in a.coords.items():
                coords.update({key: (dim, labels) for key, labels in names.items()})
        return xarray.Dataset(arrays, coords, dict(self.notes, outcome=self.outcome))


def _flat(a):
    if numpy is not None:
        return a.values.reshape(-1)
    if not a.shape:
        return [a.values]
    return list(getattr(a.values, "flat", a.values))


def _positions(shape):
    import itertools

    return list(itertools.product(*[range(n) for n in shape]))


def merge(results):
    """Merges results of the same model into one: the same bits for any order and grouping. Some models
    keep what that takes on request only: keep=True."""
    results = list(results)
    handles = (C.POINTER(low.cpw_result) * max(len(results), 1))(*[r.handle for r in results])
    out = C.POINTER(low.cpw_result)()
    try:
        call("cpw_result_merge", handles, len(results), None, C.byref(out))
    except CarepathError as problem:
        lacks = next((lack for r in results if (lack := r._lacks())), None)
        if lacks is not None:
            problem.message = f"{problem.message}; {lacks}"
            problem.args = (problem.message,)
        raise
    return results[0]._like(out)
