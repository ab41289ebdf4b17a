"""How long something lasts: a stay, a service, a patience, a time between two arrivals.

    stay = carepath.Duration("lognormal", mean=7, cv=1.2)
    stay.draw(stream, size=1000)   # days
    stay.survival(14)              # share that stays longer than 14 days
    stay.remaining(stream, 10)     # how much longer, of somebody who is there for 10 days
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import choice, new_doubles
from .errors import InvalidError
from .random import Empirical, Stream

#: name of a law -> its number
DURATIONS = {lib.cpw_duration_name(i).decode(): i for i in range(low.CPW_DURATION_COUNT)}


def _stream(stream, where):
    if not isinstance(stream, Stream):
        raise InvalidError(f"stream = {stream!r} must be a carepath.random.Stream", low.CPW_EINVAL, where)
    return C.byref(stream._c)


class Duration:
    """A law of durations by its mean and coefficient of variation; a share `zero` is exactly 0 on top.
    See cpw_duration."""

    def __init__(self, law, mean=0.0, cv=0.0, zero=0.0, empirical=None):
        if empirical is not None and not isinstance(empirical, Empirical):
            raise InvalidError("empirical must be a carepath.random.Empirical", low.CPW_EINVAL, "Duration")
        handle = empirical._handle if empirical is not None else None
        number = choice(law, "law", DURATIONS)
        self._keep = empirical
        self._c = low.cpw_duration(law=number, mean=mean, cv=cv, zero=zero, empirical=handle)
        call("cpw_duration_check", C.byref(self._c), b"duration")

    law = property(lambda self: lib.cpw_duration_name(self._c.law).decode())
    mean = property(lambda self: self._c.mean)
    cv = property(lambda self: self._c.cv)
    zero = property(lambda self: self._c.zero)

    def draw(self, stream, size=None):
        """Durations: one, or an array of `size`."""
        pointer = _stream(stream, "draw")
        if size is None:
            return lib.cpw_duration_draw(C.byref(self._c), pointer)
        view, out = new_doubles((size,))
        call("cpw_duration_fill", C.byref(self._c), pointer, out, size)
        return view

    def remaining(self, stream, age):
        """How much longer, of something that is still there at an age."""
        return lib.cpw_duration_remaining(C.byref(self._c), age, _stream(stream, "remaining"))

    def residual(self, stream):
        """How much longer, of something that is found on the way."""
        return lib.cpw_duration_residual(C.byref(self._c), _stream(stream, "residual"))

    def moments(self):
        """E[T], E[T^2], E[T^3], zeros included."""
        m = [C.c_double() for _ in range(3)]
        call("cpw_duration_moments", C.byref(self._c), *map(C.byref, m))
        return tuple(x.value for x in m)

    def survival(self, t):
        """Share that lasts longer than t."""
        return lib.cpw_duration_survival(C.byref(self._c), t)

    def __repr__(self):
        parts = [repr(self.law)]
        parts += [f"{n}={getattr(self, n)!r}" for n in ("mean", "cv", "zero") if getattr(self, n)]
        return f"Duration({', '.join(parts)})"
