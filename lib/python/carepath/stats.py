"""What many numbers say: accumulators that merge exactly, quantiles, intervals, scores."""
import ctypes as C
import numbers
from types import SimpleNamespace

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, new_doubles, new_integers, structure
from .errors import InvalidError

WEIGHTED = {
    "inverse": low.CPW_WEIGHTED_INVERSE,
    "interpolated": low.CPW_WEIGHTED_INTERPOLATED,
    "counts": low.CPW_WEIGHTED_COUNTS,
}
BOOTSTRAP = {
    "percentile": low.CPW_BOOTSTRAP_PERCENTILE,
    "basic": low.CPW_BOOTSTRAP_BASIC,
    "bca": low.CPW_BOOTSTRAP_BCA,
}


def _vector(values, name):
    made = Doubles(values, name)
    if len(made.shape) != 1:
        raise InvalidError(f"{name} has the shape {made.shape}, expected one dimension", low.CPW_EINVAL, name)
    return made


def _plain(struct):
    """A C struct of numbers as an object with the same fields."""
    return SimpleNamespace(**{name: getattr(struct, name) for name, *_ in struct._fields_})


class ExactSum:
    """The exact sum of doubles: any order, any split, the same state."""

    def __init__(self, values=()):
        self._c = low.cpw_exact_sum()
        lib.cpw_exact_sum_init(C.byref(self._c))
        self.add(values)

    def add(self, values):
        """Adds a number or an array."""
        if isinstance(values, numbers.Real):
            lib.cpw_exact_sum_add(C.byref(self._c), values)
            return self
        values = _vector(values, "values")
        call("cpw_exact_sum_add_array", C.byref(self._c), values.pointer, values.shape[0])
        return self

    def merge(self, other):
        """Adds another sum."""
        call("cpw_exact_sum_merge", C.byref(self._c), C.byref(other._c))
        return self

    @property
    def value(self):
        """The sum, rounded once."""
        return lib.cpw_exact_sum_value(C.byref(self._c))

    def __bytes__(self):
        return bytes(self._c)

    def __eq__(self, other):
        return isinstance(other, ExactSum) and bytes(self) == bytes(other)

    __hash__ = None


class Moments:
    """Count, sum, mean, variance, least and greatest: exact, mergeable in any order."""

    def __init__(self, values=()):
        self._c = low.cpw_moments()
        lib.cpw_moments_init(C.byref(self._c))
        self.add(values)

    def add(self, values, times=1):
        """Adds an array, or a number that occurred `times` times."""
        if isinstance(values, numbers.Real):
            if times == 1:
                lib.cpw_moments_add(C.byref(self._c), values)
            else:
                call("cpw_moments_add_times", C.byref(self._c), values, times)
            return self
        values = _vector(values, "values")
        call("cpw_moments_add_array", C.byref(self._c), values.pointer, values.shape[0])
        return self

    def merge(self, other):
        """Adds other moments."""
        call("cpw_moments_merge", C.byref(self._c), C.byref(other._c))
        return self

    count = property(lambda self: self._c.count)
    minimum = property(lambda self: self._c.minimum)
    maximum = property(lambda self: self._c.maximum)
    sum = property(lambda self: lib.cpw_moments_sum(C.byref(self._c)))
    mean = property(lambda self: lib.cpw_moments_mean(C.byref(self._c)))
    rms = property(lambda self: lib.cpw_moments_rms(C.byref(self._c)))

    def variance(self, ddof=1):
        return lib.cpw_moments_variance(C.byref(self._c), ddof)

    def sd(self, ddof=1):
        return lib.cpw_moments_sd(C.byref(self._c), ddof)

    def interval(self, level=0.95):
        """Student's t interval of the mean."""
        out = low.cpw_interval()
        call("cpw_mean_interval", C.byref(self._c), level, C.byref(out))
        return _plain(out)

    def __bytes__(self):
        return bytes(self._c)

    def __eq__(self, other):
        return isinstance(other, Moments) and bytes(self) == bytes(other)

    __hash__ = None


class Histogram:
    """Counts by bins of your own: bin i holds edges[i] <= x < edges[i + 1]."""

    def __init__(self, edges, values=()):
        self._edges = _vector(edges, "edges")
        self.bins = self._edges.shape[0] - 1
        self.counts, self._pointer = new_integers((max(self.bins, 1),))
        self._c = low.cpw_histogram()
        call("cpw_histogram_init", C.byref(self._c), self._edges.pointer, self._pointer, self.bins)
        self.add(values)

    def add(self, values, times=1):
        """Counts an array, or a number that occurred `times` times."""
        if isinstance(values, numbers.Real):
            call("cpw_histogram_add", C.byref(self._c), values, times)
            return self
        values = _vector(values, "values")
        call("cpw_histogram_add_array", C.byref(self._c), values.pointer, values.shape[0])
        return self

    def merge(self, other):
        """Adds the counts of another histogram with the same edges."""
        call("cpw_histogram_merge", C.byref(self._c), C.byref(other._c))
        return self

    below = property(lambda self: self._c.below)
    above = property(lambda self: self._c.above)
    nan = property(lambda self: self._c.nan)


class Sketch:
    """Quantiles within a guaranteed relative error, mergeable in any order."""

    def __init__(self, values=(), relative_error=0.0):
        self._handle = None
        handle = C.POINTER(low.cpw_sketch)()
        call("cpw_sketch_new", relative_error, None, C.byref(handle))
        self._handle = handle
        self.add(values)

    @classmethod
    def from_words(cls, words):
        """The sketch that was written as integers by words()."""
        made = cls.__new__(cls)
        made._handle = None
        handle = C.POINTER(low.cpw_sketch)()
        words = list(words)
        block = (C.c_int64 * max(len(words), 1))(*words)
        call("cpw_sketch_read", block, len(words), None, C.byref(handle))
        made._handle = handle
        return made

    def words(self):
        """The sketch as integers; equal contents give equal words."""
        count = lib.cpw_sketch_words(self._handle)
        view, pointer = new_integers((count,))
        call("cpw_sketch_write", self._handle, count, pointer)
        return view

    def add(self, values, times=1):
        """Counts an array, or a number that occurred `times` times."""
        if isinstance(values, numbers.Real):
            call("cpw_sketch_add", self._handle, values, times)
            return self
        values = _vector(values, "values")
        call("cpw_sketch_add_array", self._handle, values.pointer, values.shape[0])
        return self

    def merge(self, other):
        """Adds the counts of another sketch of the same relative error."""
        call("cpw_sketch_merge", self._handle, other._handle)
        return self

    @property
    def info(self):
        """count, nan, buckets, relative_error, minimum, maximum."""
        out = low.cpw_sketch_info()
        call("cpw_sketch_describe", self._handle, C.byref(out))
        return _plain(out)

    def quantiles(self, p, type=7):
        p = _vector(p, "p")
        view, pointer = new_doubles(p.shape)
        call("cpw_sketch_quantiles", self._handle, p.pointer, p.shape[0], type, pointer)
        return view

    def buckets(self):
        """(lower ends, upper ends, counts) of the buckets that hold a value."""
        n = self.info.buckets
        lower, lower_pointer = new_doubles((n,))
        upper, upper_pointer = new_doubles((n,))
        counts, counts_pointer = new_integers((n,))
        call("cpw_sketch_buckets", self._handle, n, lower_pointer, upper_pointer, counts_pointer)
        return lower, upper, counts

    def __del__(self, free=lib.cpw_sketch_free):
        if self._handle:
            free(self._handle)


def quantiles(x, p, type=7):
    """Exact quantiles by any of the nine definitions of Hyndman and Fan (default 7)."""
    x, p = _vector(x, "x"), _vector(p, "p")
    view, pointer = new_doubles(p.shape)
    call("cpw_quantiles", x.pointer, x.shape[0], p.pointer, p.shape[0], type, None, pointer)
    return view


def weighted_quantiles(x, weights, p, method="interpolated"):
    """Quantiles of weighted values: "inverse", "interpolated" (how much each counts) or "counts"."""
    x, p = _vector(x, "x"), _vector(p, "p")
    weights = Doubles(weights, "weights", x.shape)
    view, pointer = new_doubles(p.shape)
    method = choice(method, "method", WEIGHTED)
    call(
        "cpw_weighted_quantiles",
        x.pointer,
        weights.pointer,
        x.shape[0],
        p.pointer,
        p.shape[0],
        method,
        None,
        pointer,
    )
    return view


def wilson_interval(successes, trials, level=0.95):
    """Confidence interval of a proportion by Wilson's score method."""
    out = low.cpw_interval()
    call("cpw_wilson_interval", successes, trials, level, C.byref(out))
    return _plain(out)


def bootstrap(
    x, other=None, statistic=None, level=0.95, method="bca", replications=9999, seed=1, threads=1
):
    """Bootstrap limits of the mean of x, of the mean paired difference x - other, or of
    statistic(sample), where sample is a list of values (or of pairs). A Python statistic runs on one
    thread at a time, so threads only help without one."""
    if other is None:
        data = _vector(x, "x")
        rows, columns = data.shape[0], 1
    else:
        x, other = list(x), list(other)
        if len(x) != len(other):
            raise InvalidError("x and other differ in length", low.CPW_EINVAL, "other")
        data = Doubles([list(pair) for pair in zip(x, other)] or [[0.0, 0.0]], "x")
        rows, columns = len(x), 2
    options = structure(
        low.cpw_bootstrap_options, "bootstrap", {"level": level, "method": choice(method, "method", BOOTSTRAP)}
    )
    run = structure(low.cpw_run, "run", {"replications": replications, "seed": seed, "threads": threads})
    keep = []
    chosen = None
    if statistic is not None:
        chosen = structure(low.cpw_statistic, "statistic", {})
        chosen.evaluate = low.cpw_statistic_evaluate_t(_statistic(statistic, keep))
    out = low.cpw_bootstrap_limits()
    try:
        call(
            "cpw_bootstrap",
            data.pointer,
            rows,
            columns,
            C.byref(chosen) if chosen is not None else None,
            C.byref(options),
            C.byref(run),
            None,
            C.byref(out),
        )
    except Exception:
        if keep:
            raise keep[0] from None
        raise
    return _plain(out)


def _statistic(function, problems):
    def evaluate(_context, sample, rows, columns, value):
        try:
            flat = sample[: rows * columns]
            if columns == 1:
                value[0] = float(function(flat))
            else:
                value[0] = float(function([tuple(flat[i : i + columns]) for i in range(0, len(flat), columns)]))
            return 0
        except BaseException as problem:
            problems.append(problem)
            return low.CPW_ECANCELLED

    return evaluate


def crps(members, observed, weights=None, fair=False):
    """Continuous ranked probability score of ensembles: members (cases, n), observed (cases)."""
    members = Doubles(members, "members")
    if len(members.shape) != 2:
        raise InvalidError(f"members has the shape {members.shape}, expected (cases, n)", low.CPW_EINVAL, "members")
    cases, n = members.shape
    observed = Doubles(observed, "observed", (cases,))
    weights = Doubles(weights, "weights", (cases, n)) if weights is not None else None
    view, pointer = new_doubles((cases,))
    form = low.CPW_CRPS_FAIR if fair else low.CPW_CRPS_STANDARD
    call(
        "cpw_crps_ensembles",
        members.pointer,
        weights.pointer if weights is not None else None,
        observed.pointer,
        cases,
        n,
        form,
        None,
        pointer,
    )
    return view


def crps_quantiles(quantiles, p, observed):
    """CRPS of quantile forecasts: quantiles (cases, levels), p (levels), observed (cases)."""
    quantiles, p = Doubles(quantiles, "quantiles"), _vector(p, "p")
    cases = quantiles.shape[0]
    observed = Doubles(observed, "observed", (cases,))
    view, pointer = new_doubles((cases,))
    call(
        "cpw_crps_quantiles", quantiles.pointer, p.pointer, observed.pointer, cases, p.shape[0], pointer
    )
    return view


def coverage(lower, upper, observed, level, confidence=0.95):
    """How often intervals of a level held what happened, and how wide they were."""
    lower = _vector(lower, "lower")
    upper, observed = Doubles(upper, "upper", lower.shape), Doubles(observed, "observed", lower.shape)
    out = low.cpw_coverage()
    call(
        "cpw_interval_coverage",
        lower.pointer,
        upper.pointer,
        observed.pointer,
        lower.shape[0],
        level,
        confidence,
        C.byref(out),
    )
    return _plain(out)


def accuracy(actual, forecast, scale=float("nan")):
    """Bias, MAE, RMSE, MAPE, sMAPE and, with a scale (naive_scale), MASE of point forecasts."""
    actual = _vector(actual, "actual")
    forecast = Doubles(forecast, "forecast", actual.shape)
    out = low.cpw_accuracy()
    call(
        "cpw_forecast_accuracy", actual.pointer, forecast.pointer, actual.shape[0], scale, C.byref(out)
    )
    return _plain(out)


def naive_scale(series, season=1):
    """Mean absolute error of the (seasonal) naive forecast within a series."""
    series = _vector(series, "series")
    out = C.c_double()
    call("cpw_naive_scale", series.pointer, series.shape[0], season, C.byref(out))
    return out.value


def _scalar(name):
    def function(*arguments):
        return getattr(lib, name)(*arguments)

    function.__name__ = name[4:]
    function.__doc__ = f"See {name}."
    return function


pinball_loss = _scalar("cpw_pinball_loss")
interval_score = _scalar("cpw_interval_score")
crps_normal = _scalar("cpw_crps_normal")
normal_pdf = _scalar("cpw_normal_pdf")
normal_cdf = _scalar("cpw_normal_cdf")
normal_quantile = _scalar("cpw_normal_quantile")
student_cdf = _scalar("cpw_student_cdf")
student_quantile = _scalar("cpw_student_quantile")
