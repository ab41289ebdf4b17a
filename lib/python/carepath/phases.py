"""Durations as phases: chains of exponential stages matched to a duration or fitted to data.

    from carepath import phases
    chain = phases.match(carepath.Duration("lognormal", mean=7, cv=1.3))   # a Coxian of two phases
    chain.moments()[0]                                                     # 7
    ward = chain.phases()
    ward.survival([7, 14, 28])                       # shares that stay longer
    ward.quantile([0.5, 0.95])
    ward.equilibrium()                               # phases of those who are in on any day

    fitted = phases.fit(days, ended=discharged)      # a mixture of Erlang laws, still inside: ended = 0
    fitted.law.phases().survival([7]), fitted.bic
"""
import ctypes as C
from types import SimpleNamespace

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, new_doubles, number, structure, whole
from .duration import Duration, _stream
from .errors import InvalidError

CRITERIA = {"bic": low.CPW_PHASES_BIC, "aic": low.CPW_PHASES_AIC, "likelihood": low.CPW_PHASES_LIKELIHOOD}


def _three(name, law):
    m = [C.c_double() for _ in range(3)]
    call(name, C.byref(law), *map(C.byref, m))
    return tuple(x.value for x in m)


def _square(rates, n):
    return [[float(rates[i * n + j]) for j in range(n)] for i in range(n)]


class Phases:
    """A phase-type law: chances to begin in each phase, rates between phases, rates of leaving for good.
    See cpw_phases."""

    def __init__(self, initial, rates, exits):
        self._initial = Doubles(initial, "initial")
        n = self._initial.shape[0]
        self._rates, self._exits = Doubles(rates, "rates", (n, n)), Doubles(exits, "exits", (n,))
        self._c = low.cpw_phases(
            count=n, initial=self._initial.pointer, rates=self._rates.pointer, exits=self._exits.pointer
        )
        call("cpw_phases_check", C.byref(self._c), None)

    @classmethod
    def from_generator(cls, initial, generator):
        """The law of a sub-generator T: exits are what its rows lack to 0."""
        rows = [[float(x) for x in row] for row in generator]
        exits = [-sum(row) for row in rows]
        leave = [max(abs(x) for x in row) for row in rows]
        exits = [0.0 if abs(x) < 1e-14 * most else x for x, most in zip(exits, leave)]
        rates = [[0.0 if i == j else x for j, x in enumerate(row)] for i, row in enumerate(rows)]
        return cls(initial, rates, exits)

    count = property(lambda self: self._c.count)
    initial = property(lambda self: self._c.initial[: self.count])
    exits = property(lambda self: self._c.exits[: self.count])
    rates = property(lambda self: _square(self._c.rates, self.count))

    def _values(self, name, x, what):
        x = Doubles(x, what)
        view, out = new_doubles(x.shape)
        size = 1
        for n in x.shape:
            size *= n
        call(name, C.byref(self._c), x.pointer, size, None, out)
        return view

    def survival(self, times):
        """Shares still there at each of an array of times."""
        return self._values("cpw_phases_survival", times, "times")

    def density(self, times):
        """Density at each of an array of times."""
        return self._values("cpw_phases_density", times, "times")

    def quantile(self, probabilities):
        """Times by which each of an array of shares is through."""
        return self._values("cpw_phases_quantile", probabilities, "probabilities")

    def moments(self):
        """E[X], E[X^2], E[X^3], zeros included."""
        return _three("cpw_phases_moments", self._c)

    def propagate(self, t, start=None):
        """(people in the phases after a time, those who left since)."""
        begun = None if start is None else Doubles(start, "start", (self.count,))
        view, out = new_doubles((self.count,))
        gone = C.c_double()
        pointer = None if begun is None else begun.pointer
        call("cpw_phases_propagate", C.byref(self._c), pointer, number(t, "t"), None, out, C.byref(gone))
        return view, gone.value

    def equilibrium(self):
        """Phases of those who are found inside at a moment of no meaning."""
        view, out = new_doubles((self.count,))
        call("cpw_phases_equilibrium", C.byref(self._c), out)
        return view

    def draw(self, stream, size):
        """An array of durations."""
        view, out = new_doubles((size,))
        call("cpw_phases_fill", C.byref(self._c), _stream(stream, "draw"), out, size)
        return view


class Coxian:
    """A chain of phases: rates of the phases and the chances to go on after each. See cpw_coxian."""

    def __init__(self, rate, onward=None, zero=0.0):
        rate = [float(x) for x in rate]
        onward = [1.0] * (len(rate) - 1) + [0.0] * bool(rate) if onward is None else [float(x) for x in onward]
        if len(onward) == len(rate) - 1:
            onward.append(0.0)
        if len(onward) != len(rate) or len(rate) > low.CPW_COXIAN_MAX:
            raise InvalidError(
                f"onward has {len(onward)} chances for {len(rate)} phases, at most {low.CPW_COXIAN_MAX}",
                low.CPW_EINVAL, "onward",
            )
        self._c = low.cpw_coxian(phases=len(rate), zero=zero)
        for i, (r, o) in enumerate(zip(rate, onward)):
            self._c.rate[i], self._c.onward[i] = r, o
        call("cpw_coxian_check", C.byref(self._c), None)

    @classmethod
    def _of(cls, made):
        law = cls.__new__(cls)
        law._c = made
        return law

    rate = property(lambda self: list(self._c.rate[: self._c.phases]))
    onward = property(lambda self: list(self._c.onward[: self._c.phases]))
    zero = property(lambda self: self._c.zero)
    matched = property(lambda self: self._c.matched)

    def moments(self):
        """E[X], E[X^2], E[X^3], zeros included."""
        return _three("cpw_coxian_moments", self._c)

    def equilibrium(self):
        """Phases of those who are found inside at a moment of no meaning."""
        view, out = new_doubles((max(self._c.phases, 1),))
        call("cpw_coxian_equilibrium", C.byref(self._c), out)
        return view

    def draw(self, stream):
        """One duration."""
        return lib.cpw_coxian_draw(C.byref(self._c), _stream(stream, "draw"))

    def phases(self):
        """The same law as Phases."""
        n = max(self._c.phases, 1)
        parts = [(C.c_double * size)() for size in (n, n * n, n)]
        call("cpw_coxian_phases", C.byref(self._c), *parts)
        return Phases(list(parts[0]), _square(parts[1], n), list(parts[2]))

    def __repr__(self):
        return f"Coxian({self.rate!r}, {self.onward!r}, zero={self.zero!r})"


class HyperErlang:
    """A mixture of Erlang laws. See cpw_hyper_erlang."""

    def __init__(self, share, mean, shape, zero=0.0):
        branches = len(share)
        if not len(mean) == len(shape) == branches or branches > low.CPW_HYPER_ERLANG_MAX:
            raise InvalidError(
                f"share, mean and shape must be as long, at most {low.CPW_HYPER_ERLANG_MAX}", low.CPW_EINVAL, "share"
            )
        self._c = low.cpw_hyper_erlang(branches=branches, zero=zero)
        for b in range(branches):
            self._c.share[b], self._c.mean[b] = share[b], mean[b]
            self._c.shape[b] = whole(shape[b], f"shape[{b}]", C.c_int32)

    share = property(lambda self: list(self._c.share[: self._c.branches]))
    mean = property(lambda self: list(self._c.mean[: self._c.branches]))
    shape = property(lambda self: list(self._c.shape[: self._c.branches]))
    zero = property(lambda self: self._c.zero)

    def phases(self):
        """The same law as Phases."""
        count, most = C.c_int32(), low.CPW_PHASES_MAX
        parts = [(C.c_double * size)() for size in (most, most * most, most)]
        call("cpw_hyper_erlang_phases", C.byref(self._c), C.byref(count), *parts)
        n = count.value
        return Phases(list(parts[0][:n]), _square(parts[1], n), list(parts[2][:n]))

    def __repr__(self):
        return f"HyperErlang({self.share!r}, {self.mean!r}, {self.shape!r}, zero={self.zero!r})"


def match(duration, max_phases=16):
    """The Coxian of a duration: exact, or by three, two or one of its moments (`matched`). See
    cpw_coxian_match."""
    if not isinstance(duration, Duration):
        raise InvalidError(f"duration = {duration!r} must be a carepath.Duration", low.CPW_EINVAL, "match")
    made = low.cpw_coxian()
    call("cpw_coxian_match", C.byref(duration._c), whole(max_phases, "max_phases", C.c_int32), C.byref(made))
    return Coxian._of(made)


def two_moments(mean, cv, max_phases=16):
    """The Coxian of a mean and a coefficient of variation. See cpw_coxian_two_moments."""
    made = low.cpw_coxian()
    most = whole(max_phases, "max_phases", C.c_int32)
    call("cpw_coxian_two_moments", number(mean, "mean"), number(cv, "cv"), most, C.byref(made))
    return Coxian._of(made)


def three_moments(m1, m2, m3, max_phases=16):
    """The Coxian of three moments with the fewest phases. See cpw_coxian_three_moments."""
    made = low.cpw_coxian()
    moments = number(m1, "m1"), number(m2, "m2"), number(m3, "m3")
    call("cpw_coxian_three_moments", *moments, whole(max_phases, "max_phases", C.c_int32), C.byref(made))
    return Coxian._of(made)


def fit(
    times, ended=None, weights=None, *, phases=12, branches=3, shapes=None, criterion="bic", iterations=2000,
    tolerance=1e-12,
):
    """The mixture of Erlang laws of the greatest likelihood: an object with law, log_likelihood, aic, bic,
    weight, parameters, steps, converged and tried. `ended` is 0 for who is still there (None: all ended);
    `shapes` fits these alone. See cpw_phases_fit."""
    times = Doubles(times, "times")
    rows = times.shape[0]
    values = {"phases": phases, "branches": branches, "criterion": choice(criterion, "criterion", CRITERIA),
              "iterations": iterations}
    if shapes is not None:
        values["branches"] = len(shapes)
    options = structure(low.cpw_phases_options, "fit", values)
    options.tolerance = number(tolerance, "tolerance")
    keep = []
    if shapes is not None:
        keep.append((C.c_int32 * max(len(shapes), 1))(*[whole(s, "shapes", C.c_int32) for s in shapes]))
        options.shapes = keep[-1]
    flags = None
    if ended is not None:
        if len(ended) != rows:
            raise InvalidError(f"ended has {len(ended)} rows, expected {rows}", low.CPW_EINVAL, "ended")
        flags = (C.c_int32 * max(rows, 1))(*[whole(e, f"ended[{i}]", C.c_int32) for i, e in enumerate(ended)])
    given = None if weights is None else Doubles(weights, "weights", (rows,))
    law, how = low.cpw_hyper_erlang(), low.cpw_phases_fitted()
    call(
        "cpw_phases_fit", times.pointer, flags, None if given is None else given.pointer, rows, C.byref(options),
        C.byref(law), C.byref(how),
    )
    found = HyperErlang([], [], [])
    found._c = law
    names = ("log_likelihood", "aic", "bic", "weight", "parameters", "steps", "converged", "tried")
    return SimpleNamespace(law=found, **{name: getattr(how, name) for name in names})
