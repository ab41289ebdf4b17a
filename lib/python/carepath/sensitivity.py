"""Which assumption moves the answer: laws of parameters, Sobol' indices, screening, tornados, the value of
information, tails.

    from carepath import sensitivity
    beliefs = {
        "stay": sensitivity.normal_interval(6, 9),          # days, 80 % interval
        "growth": sensitivity.triangular(0, 0.05, 0.02),
        "share": sensitivity.beta(30, 70),
    }
    found = sensitivity.sobol(lambda x: x["stay"] * (1 + x["growth"]) * x["share"], beliefs, base=1024)
    found["first"], found["total"], found["total_upper"]    # (outputs, parameters), in the order of beliefs
    sensitivity.one_way(model, beliefs)                     # the bars of a tornado, widest first

A model is called with one row of inputs as a dict by name, and answers with a number or with numbers. A design
can be evaluated elsewhere: sobol_design, then sobol_indices of the answers; see carepath/sensitivity.h.
"""
import ctypes as C
from types import SimpleNamespace

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, is_list, new_doubles, number, structure, whole
from ._run import Run
from ._whole import integers
from .errors import InvalidError
from .result import Result

POINTS = {
    "scrambled": low.CPW_POINTS_SCRAMBLED,
    "plain": low.CPW_POINTS_PLAIN,
    "random": low.CPW_POINTS_RANDOM,
}
DESIGNS = {"trajectories": low.CPW_MORRIS_TRAJECTORIES, "radial": low.CPW_MORRIS_RADIAL}
METHODS = {"regression": low.CPW_EVPPI_REGRESSION, "bins": low.CPW_EVPPI_BINS}


class Parameter:
    """What is believed of one input: a cpw_parameter."""

    def __init__(self, law, a=0.0, b=0.0, c=0.0, values=None, weights=None):
        self.law = law
        self.c = low.cpw_parameter()
        self.c.law = lib.cpw_parameter_law_number(str(law).encode())
        if self.c.law < 0:
            raise InvalidError(f"law = {law!r} is no law of parameters", low.CPW_EINVAL, "law")
        self.c.a, self.c.b, self.c.c = number(a, "a"), number(b, "b"), number(c, "c")
        self._keep = []
        if values is not None:
            made = Doubles(values, "values")
            self.c.values, self.c.count = made.pointer, made.shape[0]
            self._keep.append(made)
        if weights is not None:
            made = Doubles(weights, "weights", (self.c.count,))
            self.c.weights = made.pointer
            self._keep.append(made)
        call("cpw_parameter_check", C.byref(self.c), b"parameter")

    def quantile(self, u):
        """The value below which a share u of the belief lies."""
        if is_list(u):
            return [self.quantile(x) for x in u]
        return lib.cpw_parameter_quantile(C.byref(self.c), number(u, "u"))

    def _moments(self):
        mean, sd = C.c_double(), C.c_double()
        call("cpw_parameter_moments", C.byref(self.c), C.byref(mean), C.byref(sd))
        return mean.value, sd.value

    @property
    def mean(self):
        return self._moments()[0]

    @property
    def sd(self):
        return self._moments()[1]

    def __repr__(self):
        return f"<{self.law}: mean {self.mean:.6g}, sd {self.sd:.6g}>"


def fixed(value):
    """Always the same."""
    return Parameter("fixed", value)


def uniform(least, most):
    """Anything between two ends alike."""
    return Parameter("uniform", least, most)


def triangular(least, most, likely):
    """Two ends and what is most likely."""
    return Parameter("triangular", least, most, likely)


def pert(least, most, likely):
    """Two ends and what is most likely, as a beta law."""
    return Parameter("pert", least, most, likely)


def normal(mean, sd):
    """Normal by mean and standard deviation."""
    return Parameter("normal", mean, sd)


def normal_interval(low, high, share=0.8):
    """Normal by the interval that holds the central share."""
    return Parameter("normal_interval", low, high, share)


def lognormal(mean, sd):
    """Lognormal by its own mean and standard deviation."""
    return Parameter("lognormal", mean, sd)


def lognormal_interval(low, high, share=0.8):
    """Lognormal by the interval that holds the central share."""
    return Parameter("lognormal_interval", low, high, share)


def gamma(mean, sd):
    """Gamma by mean and standard deviation."""
    return Parameter("gamma", mean, sd)


def beta(a, b):
    """Beta by its shapes: after `a` successes and `b` failures."""
    return Parameter("beta", a, b)


def choices(values, weights=None):
    """One of some values, with weights."""
    return Parameter("choices", values=values, weights=weights)


class _Beliefs:
    """(count) cpw_parameter with their names, from a dict, a sequence, or a number of parameters."""

    def __init__(self, parameters):
        items = parameters.items() if hasattr(parameters, "items") else [(None, p) for p in parameters]
        self.names, self._keep = [], []
        made = []
        for i, (name, p) in enumerate(items):
            if not isinstance(p, Parameter):
                p = Parameter(*p) if isinstance(p, (tuple, list)) else fixed(p)
            self.names.append(f"x{i + 1}" if name is None else str(name))
            self._keep.append((p, self.names[-1].encode()))
            made.append(p)
        self.count = len(made)
        self.c = (low.cpw_parameter * max(self.count, 1))()
        for i, p in enumerate(made):
            self.c[i] = p.c
            self.c[i].name = self._keep[i][1]


class _Options:
    """cpw_sensitivity_options, with what they point to."""

    def __init__(self, points="scrambled", morris="trajectories", correlation=None, outputs=None, count=0, **fields):
        self.c = structure(low.cpw_sensitivity_options, "sensitivity", fields)
        self.c.points = choice(points, "points", POINTS)
        self.c.morris = choice(morris, "morris", DESIGNS)
        self._keep = None
        if correlation is not None:
            self._keep = Doubles(correlation, "correlation", (count, count))
            self.c.correlation = self._keep.pointer
        if outputs is not None:
            self._names = (C.c_char_p * len(outputs))(*[str(name).encode() for name in outputs])
            self.c.output_names = C.cast(self._names, type(self.c.output_names))

    @property
    def pointer(self):
        return C.byref(self.c)


def points(rows, dimensions, first=0, scrambled=True, seed=1):
    """Points of the Sobol' sequence: (rows, dimensions)."""
    out, pointer = new_doubles((rows, dimensions))
    call("cpw_sobol_points", first, rows, dimensions, int(bool(scrambled)), seed, pointer)
    return out


def sample(parameters, rows, correlation=None, points="scrambled", seed=1, replication=0):
    """Draws of all parameters, (rows, parameters), tied by a Gaussian copula where a correlation is given."""
    beliefs = _Beliefs(parameters)
    options = _Options(points=points, correlation=correlation, count=beliefs.count)
    run = Run(seed=seed, first_replication=replication)
    out, pointer = new_doubles((rows, beliefs.count))
    call("cpw_parameters_sample", beliefs.c, beliefs.count, rows, options.pointer, run.pointer, pointer)
    return out


def transform(parameters, unit):
    """Inputs from points of the unit cube, by the quantiles of each parameter."""
    beliefs = _Beliefs(parameters)
    given = Doubles(unit, "unit")
    rows = given.shape[0] if given.shape else 0
    given._check("unit", (rows, beliefs.count))
    out, pointer = new_doubles((rows, beliefs.count))
    call("cpw_parameters_map", beliefs.c, beliefs.count, given.pointer, rows, None, pointer)
    return out


def sobol_design(parameters, base, second_order=False, points="scrambled", seed=1):
    """Inputs of a variance-based analysis, (rows, parameters): see cpw_sobol_design. `base` is a power of two."""
    beliefs = _Beliefs(parameters)
    rows = lib.cpw_sobol_rows(base, beliefs.count, int(second_order))
    unit, pointer = new_doubles((max(rows, 0), beliefs.count))
    options = _Options(points=points, second_order=int(second_order))
    call("cpw_sobol_design", beliefs.count, base, options.pointer, Run(seed=seed).pointer, pointer)
    call("cpw_parameters_map", beliefs.c, beliefs.count, pointer, rows, None, pointer)
    return unit


def _answers(y):
    """(rows, outputs) from one answer or several a row."""
    made = Doubles(y, "y")
    if len(made.shape) == 1:
        return made, made.shape[0], 1
    if len(made.shape) != 2:
        raise InvalidError(f"y has the shape {made.shape}, expected (rows, outputs)", low.CPW_EINVAL, "y")
    return made, *made.shape


def _check_rows(rows, expected):
    if rows != expected:
        raise InvalidError(f"y has {rows} rows, expected {expected}", low.CPW_EINVAL, "y")


def sobol_indices(y, parameters, base, second_order=False, seed=1, threads=1, progress=None, outputs=None, **options):
    """Sobol' indices of the answers to sobol_design: a Result. Further options: level, resamples."""
    beliefs = _Beliefs(parameters)
    given, rows, count = _answers(y)
    _check_rows(rows, lib.cpw_sobol_rows(base, beliefs.count, int(second_order)))
    chosen = _Options(second_order=int(second_order), outputs=outputs, **options)
    run = Run(progress, seed=seed, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call(
        "cpw_sobol_indices", given.pointer, count, beliefs.c, beliefs.count, base, chosen.pointer, run.pointer,
        C.byref(out),
    )
    return Result(out)


def _evaluate(model, names, x):
    """The model's answers to every row, each as a dict by name."""
    return [model(dict(zip(names, (float(v) for v in row)))) for row in x]


def sobol(model, parameters, base=1024, second_order=False, points="scrambled", seed=1, **options):
    """Sobol' indices of a model: a Result with first, total and their limits. See cpw_sobol_indices."""
    x = sobol_design(parameters, base, second_order, points, seed)
    y = _evaluate(model, _Beliefs(parameters).names, x)
    return sobol_indices(y, parameters, base, second_order, seed, **options)


def sobol_grid(y, levels, weights=None):
    """Sobol' indices of answers on a full grid, exactly: .first, .total, .mean, .variance. `y` has one dimension a
    parameter, or is flat with the last parameter fastest; `weights` are lists, one a parameter."""
    count = integers(levels, "levels")
    p, size = count.shape[0], 1
    for n in levels:
        size *= n
    flat = Doubles(y, "y")
    have = 1
    for n in flat.shape:
        have *= n
    if have != size:
        raise InvalidError(f"y has {have} answers, expected {size}", low.CPW_EINVAL, "y")
    chances = None
    if weights is not None:
        if [len(w) for w in weights] != [int(n) for n in levels]:
            raise InvalidError("weights must hold one number a level", low.CPW_EINVAL, "weights")
        chances = Doubles([v for w in weights for v in w], "weights")
    first, first_pointer = new_doubles((p,))
    total, total_pointer = new_doubles((p,))
    mean, variance = C.c_double(), C.c_double()
    call(
        "cpw_sobol_grid", flat.pointer, count.pointer, p, chances.pointer if chances else None, None,
        first_pointer, total_pointer, C.byref(mean), C.byref(variance),
    )
    return SimpleNamespace(first=first, total=total, mean=mean.value, variance=variance.value)


def morris_design(parameters, trajectories, design="trajectories", points="scrambled", seed=1, **options):
    """(unit, inputs) of a screening, each (trajectories x (parameters + 1), parameters). Options: levels, trim."""
    beliefs = _Beliefs(parameters)
    rows = whole(trajectories, "trajectories") * (beliefs.count + 1)
    unit, pointer = new_doubles((max(rows, 0), beliefs.count))
    chosen = _Options(points=points, morris=design, **options)
    run = Run(seed=seed)
    call("cpw_morris_design", beliefs.count, trajectories, chosen.pointer, run.pointer, pointer)
    return unit, transform(parameters, unit)


def morris_effects(unit, y, parameters, design="trajectories", outputs=None, **options):
    """Elementary effects of the answers to morris_design: a Result with mu, mu_star, sigma, rank."""
    beliefs = _Beliefs(parameters)
    given, rows, count = _answers(y)
    cube = Doubles(unit, "unit")
    cube._check("unit", (rows, beliefs.count))
    chosen = _Options(morris=design, outputs=outputs, **options)
    out = C.POINTER(low.cpw_result)()
    trajectories = rows // (beliefs.count + 1)
    _check_rows(rows, trajectories * (beliefs.count + 1))
    call(
        "cpw_morris_effects", cube.pointer, given.pointer, count, beliefs.c, beliefs.count, trajectories,
        chosen.pointer, C.byref(out),
    )
    return Result(out)


def morris(model, parameters, trajectories=20, design="trajectories", seed=1, outputs=None, **options):
    """Morris's screening of a model: a Result. See cpw_morris_effects."""
    unit, x = morris_design(parameters, trajectories, design, seed=seed, **options)
    y = _evaluate(model, _Beliefs(parameters).names, x)
    return morris_effects(unit, y, parameters, design, outputs)


def one_way(model, parameters, level=0.8, base=None):
    """The bars of a tornado, widest first: .parameter (its name), .low, .high, .base, .swing."""
    beliefs = _Beliefs(parameters)
    x, pointer = new_doubles((1 + 2 * beliefs.count, beliefs.count))
    middle = None
    if base is not None:
        values = [base[name] for name in beliefs.names] if hasattr(base, "keys") else base
        middle = Doubles(values, "base", (beliefs.count,))
    call(
        "cpw_one_way_design", beliefs.c, beliefs.count, number(level, "level"), middle.pointer if middle else None,
        pointer,
    )
    y = Doubles(_evaluate(model, beliefs.names, x), "y", (1 + 2 * beliefs.count,))
    bars = (low.cpw_swing * max(beliefs.count, 1))()
    call("cpw_one_way_swings", y.pointer, beliefs.count, None, bars)
    return [
        SimpleNamespace(parameter=beliefs.names[b.parameter], low=b.low, high=b.high, base=b.base, swing=b.swing)
        for b in bars[: beliefs.count]
    ]


def _benefits(net_benefit):
    made = Doubles(net_benefit, "net_benefit")
    if len(made.shape) != 2:
        raise InvalidError(
            f"net_benefit has the shape {made.shape}, expected (draws, options)", low.CPW_EINVAL, "net_benefit"
        )
    return made


def _fields(struct):
    return SimpleNamespace(**{name: getattr(struct, name) for name, _ in struct._fields_ if name != "reserved"})


def evpi(net_benefit, level=0.95):
    """Expected value of perfect information from (draws, options): .evpi, .se, .lower, .upper, .current, .perfect,
    .best, .best_share."""
    made = _benefits(net_benefit)
    out = low.cpw_perfect_information()
    call("cpw_evpi", made.pointer, *made.shape, number(level, "level"), C.byref(out))
    return _fields(out)


def evppi(net_benefit, x, method="regression", terms=0, level=0.95, threads=1, progress=None):
    """Expected value of perfect information on each parameter alone, from the same draws: a list, one a column of
    x, of .evppi, .se, .lower, .upper, .share (of the EVPI), .terms."""
    made = _benefits(net_benefit)
    inputs = Doubles(x, "x")
    rows = made.shape[0]
    count = inputs.shape[1] if len(inputs.shape) == 2 else 1
    inputs._check("x", (rows, count))
    out = (low.cpw_partial_information * max(count, 1))()
    run = Run(progress, threads=threads)
    run.call(
        "cpw_evppi", made.pointer, inputs.pointer, *made.shape, count, choice(method, "method", METHODS), terms,
        number(level, "level"), run.pointer, None, out,
    )
    return [_fields(p) for p in out[:count]]


def tail_risk(loss, level, weights=None):
    """.mean, .value_at_risk, .conditional (mean of the worst 1 - level) and .worst of scenarios."""
    made = Doubles(loss, "loss")
    if len(made.shape) != 1:
        raise InvalidError(f"loss has the shape {made.shape}, expected one dimension", low.CPW_EINVAL, "loss")
    chances = None if weights is None else Doubles(weights, "weights", made.shape)
    out = low.cpw_tail()
    call(
        "cpw_tail_risk", made.pointer, chances.pointer if chances else None, made.shape[0], number(level, "level"),
        None, C.byref(out),
    )
    return _fields(out)
