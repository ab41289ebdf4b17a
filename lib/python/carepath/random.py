"""Counter-based random streams: the same draws for a seed, a replication, a purpose and an entity,
whatever was drawn elsewhere, on any machine.

    stream = carepath.random.Stream(seed=1, replication=0, purpose=2, entity=17)
    stream.poisson(4.2)            # one draw
    stream.poisson(4.2, size=1000) # many, as an array
"""
import ctypes as C
import operator

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, Grid, in_range, new_doubles, new_integers, numpy
from .errors import DomainError, InvalidError


def _laws():
    found = {}
    for law in range(1, low.CPW_LAW_COUNT + 1):
        count = lib.cpw_law_parameters(law)
        names = [lib.cpw_law_parameter_name(law, i).decode() for i in range(count)]
        found[lib.cpw_law_name(law).decode()] = (law, names)
    return found


#: name of a law -> (number, names of its parameters)
LAWS = _laws()


def _word(value, name):
    """A key or position: a whole number from 0 to 2^64 - 1."""
    return in_range(operator.index(value), name, C.c_uint64)


class Stream:
    """A stream of random words; every method draws from where the last one stopped."""

    def __init__(self, seed=1, replication=0, purpose=0, entity=0):
        self._c = low.cpw_stream()
        keys = [_word(v, n) for v, n in ((seed, "seed"), (replication, "replication"), (purpose, "purpose"))]
        lib.cpw_stream_init(C.byref(self._c), *keys, _word(entity, "entity"))

    def entity(self, entity):
        """Goes to the start of another entity's stream (same seed, replication and purpose)."""
        lib.cpw_stream_entity(C.byref(self._c), _word(entity, "entity"))
        return self

    def seek(self, n):
        """Goes to the n-th 64-bit word."""
        lib.cpw_stream_seek(C.byref(self._c), _word(n, "n"))
        return self

    @property
    def position(self):
        """Number of words drawn so far."""
        return lib.cpw_stream_position(C.byref(self._c))

    def bits(self, size=None):
        """64 uniform bits."""
        if size is None:
            return lib.cpw_random_bits(C.byref(self._c))
        if numpy is not None:
            out = numpy.empty(size, dtype=numpy.uint64)
            lib.cpw_random_fill_bits(C.byref(self._c), out.ctypes.data_as(C.POINTER(C.c_uint64)), size)
            return out
        block = (C.c_uint64 * max(size, 1))()
        lib.cpw_random_fill_bits(C.byref(self._c), block, size)
        return Grid(memoryview(block).cast("B").cast("Q")[:size], (size,))

    def draw(self, law, *parameters, size=None):
        """Draws from a law by name; `parameters` are numbers, or arrays of length `size`."""
        if law not in LAWS:
            raise InvalidError(f"law = {law!r} must be one of {', '.join(LAWS)}", low.CPW_EINVAL, "draw")
        number, names = LAWS[law]
        if len(parameters) != len(names):
            raise TypeError(f"{law}() takes {', '.join(names) or 'no parameters'}")
        count = 1 if size is None else size
        rows = 1
        if any(hasattr(p, "__len__") for p in parameters):
            rows = count
            columns = [p if hasattr(p, "__len__") else [p] * count for p in parameters]
            parameters = [list(row) for row in zip(*columns, strict=True)]
            if len(parameters) != count:
                raise InvalidError(
                    f"the parameters have {len(parameters)} rows, size is {count}", low.CPW_EINVAL, "draw"
                )
        table = Doubles(list(parameters) or [0.0], "parameters")
        whole = number >= low.CPW_LAW_BELOW
        view, pointer = (new_integers if whole else new_doubles)((count,))
        name = "cpw_random_fill_int64" if whole else "cpw_random_fill"
        call(name, C.byref(self._c), number, table.pointer, rows, pointer, count)
        if size is not None:
            return view
        return int(view[0]) if whole else float(view[0])

    def multinomial(self, n, weights):
        """n people over categories in proportion to the weights; sums to n exactly."""
        weights = Doubles(weights, "weights")
        view, pointer = new_integers(weights.shape)
        call("cpw_random_multinomial", C.byref(self._c), n, weights.pointer, weights.shape[0], pointer)
        return view

    def shuffle(self, items):
        """The items in a random order, each order equally likely."""
        items = list(items)
        order = (C.c_int64 * max(len(items), 1))(*range(len(items)))
        lib.cpw_random_shuffle(C.byref(self._c), order, len(items))
        return [items[order[i]] for i in range(len(items))]


def _method(law, names):
    def draw(self, *parameters, size=None, **named):
        if named:
            given = dict(zip(names, parameters))
            unknown = [key for key in named if key not in names or key in given]
            if unknown:
                raise TypeError(f"{law}() takes {', '.join(names)}; got {unknown[0]!r}")
            given.update(named)
            missing = [key for key in names if key not in given]
            if missing:
                raise TypeError(f"{law}() needs {', '.join(missing)}")
            parameters = [given[key] for key in names]
        return self.draw(law, *parameters, size=size)

    draw.__name__ = law
    draw.__doc__ = f"A draw of the {law.replace('_', ' ')} law: {', '.join(names) or 'no parameters'}."
    return draw


for _law, (_number, _names) in LAWS.items():
    setattr(Stream, _law, _method(_law, _names))


class Alias:
    """Draws of categories 0..n-1 in proportion to weights, each in constant time."""

    def __init__(self, weights):
        self._handle = None
        weights = Doubles(weights, "weights")
        handle = C.POINTER(low.cpw_alias)()
        call("cpw_alias_new", weights.pointer, weights.shape[0], None, C.byref(handle))
        self._handle = handle

    def draw(self, stream, size=None):
        if size is None:
            return lib.cpw_alias_draw(self._handle, C.byref(stream._c))
        view, pointer = new_integers((size,))
        lib.cpw_alias_fill(self._handle, C.byref(stream._c), pointer, size)
        return view

    def __del__(self, free=lib.cpw_alias_free):
        if self._handle:
            free(self._handle)


class Empirical:
    """A law taken from data: values with optional weights, or a histogram (edges and weights)."""

    def __init__(self, values=None, weights=None, edges=None):
        self._handle = None
        handle = C.POINTER(low.cpw_empirical)()
        given = Doubles(weights, "weights") if weights is not None else None
        if edges is not None:
            edges = Doubles(edges, "edges")
            if given is None or given.shape[0] + 1 != edges.shape[0]:
                raise InvalidError("edges need one weight fewer than there are edges", low.CPW_EINVAL, "edges")
            call("cpw_empirical_new_bands", edges.pointer, given.pointer, given.shape[0], None, C.byref(handle))
        else:
            data = Doubles(values, "values")
            if given is not None and given.shape != data.shape:
                raise DomainError("values and weights differ in length", low.CPW_EINVAL, "weights")
            pointer = given.pointer if given is not None else None
            call("cpw_empirical_new", data.pointer, pointer, data.shape[0], None, C.byref(handle))
        self._handle = handle

    def draw(self, stream, size=None):
        if size is None:
            return lib.cpw_empirical_draw(self._handle, C.byref(stream._c))
        view, pointer = new_doubles((size,))
        lib.cpw_empirical_fill(self._handle, C.byref(stream._c), pointer, size)
        return view

    def __del__(self, free=lib.cpw_empirical_free):
        if self._handle:
            free(self._handle)
