"""What money buys: curves from spend to benefit.

    clinics = carepath.Response("exponential", a=400, t=2e6)   # 400 (1 - exp(-x / 2e6))
    clinics.value(1e6), clinics.slope(1e6)                      # benefit, benefit of the next pound
    clinics.spend(200)                                          # least spend that gives 200
    response.tiers(capacity=[100, 50], price=[700, 1100])       # core tariff, then overtime
    response.fit("hill", spend, benefit)                        # least squares

Many curves at once, for carepath.budget: Curves("log", a=[3, 4, 5], t=2).
"""
import ctypes as C
from collections import namedtuple

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, is_list, new_doubles, number, numpy, single
from .errors import InvalidError

#: name of a kind -> its number
KINDS = {lib.cpw_response_name(i).decode(): i for i in range(low.CPW_RESPONSE_COUNT)}

Fit = namedtuple("Fit", "response error")
Envelope = namedtuple("Envelope", "to slope")
Demand = namedtuple("Demand", "least most")

FIELDS = ("a", "t", "shape", "upfront")


def _vector(values, name, length=None):
    made = Doubles(values, name)
    if len(made.shape) != 1 or (length is not None and made.shape[0] != length):
        wanted = "one dimension" if length is None else f"({length},)"
        raise InvalidError(f"{name} has the shape {made.shape}, expected {wanted}", low.CPW_EINVAL, name)
    return made


class Response:
    """A curve from spend to benefit. See cpw_response."""

    def __init__(self, kind, a=0.0, t=0.0, shape=0.0, upfront=0.0, x=None, y=None):
        made = low.cpw_response(kind=choice(kind, "kind", KINDS))
        for name, value in zip(FIELDS, (a, t, shape, upfront)):
            setattr(made, name, number(value, name))
        self._keep = ()
        if x is not None or y is not None:
            xs = _vector([] if x is None else x, "x")
            ys = _vector([] if y is None else y, "y", xs.shape[0])
            made.points, made.x, made.y = xs.shape[0], xs.pointer, ys.pointer
            self._keep = (xs, ys)
        self._c = made
        call("cpw_response_check", C.byref(made), b"response")

    kind = property(lambda self: lib.cpw_response_name(self._c.kind).decode())
    a = property(lambda self: self._c.a)
    t = property(lambda self: self._c.t)
    shape = property(lambda self: self._c.shape)
    upfront = property(lambda self: self._c.upfront)
    x = property(lambda self: list(self._c.x[: self._c.points]) if self._c.points else None)
    y = property(lambda self: list(self._c.y[: self._c.points]) if self._c.points else None)

    def _fill(self, x, slope):
        if not is_list(x):
            x = number(x, "x")
            return lib.cpw_response_slope(C.byref(self._c), x, 1) if slope else lib.cpw_response_value(
                C.byref(self._c), x
            )
        given = Doubles(x, "x")
        view, out = new_doubles(given.shape)
        count = 1
        for n in given.shape:
            count *= n
        outputs = (None, out) if slope else (out, None)
        call("cpw_response_fill", C.byref(self._c), given.pointer, count, *outputs)
        return view

    def value(self, x):
        """Benefit of a spend, or of an array of them."""
        return self._fill(x, False)

    def slope(self, x, side="right"):
        """What the next unit of money gives at a spend, or at an array of them; on the side "left" the last."""
        if choice(side, "side", {"right": 1, "left": -1}) < 0:
            return lib.cpw_response_slope(C.byref(self._c), number(x, "x"), -1)
        return self._fill(x, True)

    def gain(self, x, y):
        """Gain by spending y in place of x, to all digits."""
        return lib.cpw_response_gain(C.byref(self._c), number(x, "x"), number(y, "y"))

    def spend(self, value):
        """The least spend that gives a benefit."""
        return lib.cpw_response_spend(C.byref(self._c), number(value, "value"))

    def demand(self, price, lower=0.0, upper=float("inf")):
        """The spends that are best where a unit of money costs `price` of benefit: least and most."""
        least, most = C.c_double(), C.c_double()
        price, lower, upper = number(price, "price"), number(lower, "lower"), number(upper, "upper")
        call("cpw_response_demand", C.byref(self._c), price, lower, upper, C.byref(least), C.byref(most))
        return Demand(least.value, most.value)

    def inflection(self):
        """The spend from which on the curve is concave."""
        return lib.cpw_response_inflection(C.byref(self._c))

    def envelope(self, lower, upper):
        """The first chord of the concave envelope on [lower, upper]: where it ends and its slope."""
        to, slope = C.c_double(), C.c_double()
        lower, upper = number(lower, "lower"), number(upper, "upper")
        call("cpw_response_envelope", C.byref(self._c), lower, upper, C.byref(to), C.byref(slope))
        return Envelope(to.value, slope.value)

    def __repr__(self):
        parts = [repr(self.kind)]
        parts += [f"{n}={getattr(self, n)!r}" for n in (*FIELDS, "x", "y") if getattr(self, n)]
        return f"Response({', '.join(parts)})"


class Curves:
    """Many curves at once: a list of Response, or one kind (or a list of them) with arrays of parameters;
    a single number stands for all."""

    def __init__(self, kind, a=0.0, t=0.0, shape=0.0, upfront=0.0):
        self._keep = ()
        if is_list(kind) and len(kind) > 0 and all(isinstance(one, Response) for one in kind):
            self._keep = list(kind)
            self._c = (low.cpw_response * len(self._keep))(*[one._c for one in self._keep])
            self.n = len(self._keep)
            return
        kinds = kind if is_list(kind) and not isinstance(kind, str) else [kind]
        given = [a, t, shape, upfront]
        lengths = [len(v) for v in [kinds, *given] if is_list(v) and not isinstance(v, str)]
        sizes = {n for n in lengths if n != 1}
        if len(sizes) > 1:
            raise InvalidError(f"parameters of different lengths: {sorted(sizes)}", low.CPW_EINVAL, "Curves")
        self.n = sizes.pop() if sizes else 1
        numbers = [choice(k, "kind", KINDS) for k in kinds]
        self._c = (low.cpw_response * max(self.n, 1))()
        self._put("kind", numbers, int)
        for name, values in zip(FIELDS, given):
            made = Doubles(values if is_list(values) else [single(values)], name)
            self._put(name, made._keep if numpy is not None else list(made._keep), float)

    def _put(self, name, values, kind):
        if numpy is not None and self.n > 0:
            offset = getattr(low.cpw_response, name).offset
            spec = {
                "names": ["v"],
                "formats": ["i4" if kind is int else "f8"],
                "offsets": [offset],
                "itemsize": C.sizeof(low.cpw_response),
            }
            numpy.frombuffer(self._c, dtype=numpy.dtype(spec))["v"][: self.n] = values
            return
        for i in range(self.n):
            setattr(self._c[i], name, values[i if len(values) > 1 else 0])

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if not -self.n <= i < self.n:
            raise IndexError(f"position {i} of {self.n}")
        c = self._c[i % self.n]
        points = {"x": list(c.x[: c.points]), "y": list(c.y[: c.points])} if c.points else {}
        return Response(c.kind, **{name: getattr(c, name) for name in FIELDS}, **points)

    def __repr__(self):
        return f"Curves({[self[i] for i in range(min(self.n, 3))]}{', ...' if self.n > 3 else ''})"


def tiers(capacity, price, gain=1.0):
    """The curve of tiers of supply, cheapest first: capacities, prices of a unit, benefit of a unit."""
    have = _vector(capacity, "capacity")
    n = have.shape[0]
    cost = _vector(price, "price", n)
    x, y, points = (C.c_double * (n + 1))(), (C.c_double * (n + 1))(), C.c_int64()
    call("cpw_response_tiers", have.pointer, cost.pointer, n, number(gain, "gain"), x, y, C.byref(points))
    return Response("points", x=list(x[: points.value]), y=list(y[: points.value]))


def concave(x, y):
    """Benefits made monotone and concave, nearest in their marginal slopes."""
    xs = _vector(x, "x")
    n = xs.shape[0]
    ys = _vector(y, "y", n)
    view, out = new_doubles((n,))
    call("cpw_response_concave", xs.pointer, ys.pointer, n, out)
    return view


def fit(kind, x, y, weight=None, shape=0.0):
    """Fit a curve to data points by least squares: the curve and what is left of the squares."""
    xs = _vector(x, "x")
    n = xs.shape[0]
    ys = _vector(y, "y", n)
    ws = None if weight is None else _vector(weight, "weight", n)
    made, left = low.cpw_response(), C.c_double()
    number_of = choice(kind, "kind", KINDS)
    pointer = ws.pointer if ws else None
    call(
        "cpw_response_fit", number_of, xs.pointer, ys.pointer, pointer, n, number(shape, "shape"),
        C.byref(made), C.byref(left),
    )
    return Fit(Response(made.kind, made.a, made.t, made.shape, made.upfront), left.value)
