"""Methods that rank many rows by several criteria, for comparison: weighted sum and product, TOPSIS, VIKOR,
PROMETHEE, SPOTIS, ELECTRE I, ranks with ties, and the check for rank reversal.

    from carepath import mcda
    values = [[52, 3, 2], [18, 2, 5], [78, 4, 1]]       # weeks waited, P code, IMD decile
    bounds = [(0, 104), (1, 4), (1, 10)]
    score = mcda.topsis(values, [0.5, 0.3, 0.2], [1, -1, -1], bounds=bounds)
    mcda.rank(score)
    mcda.reversals(values, [0.5, 0.3, 0.2], [1, -1, -1], method="topsis", normalise="vector")

`bounds` are pairs (lower, upper), one a criterion, or one for all: bounds=(0, 1).
Directions are 1 where more is better and -1 where less is (a cost). The scale is `normalise`: "fixed" (the
default: bounds that are given), or "minmax", "vector", "sum", "max" of the sample, or "none". See cpw_mcda_table.
"""
import ctypes as C
import re
from collections import namedtuple

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, new_doubles, new_integers, number, structure
from ._people import Integers
from ._run import Run
from .errors import CarepathError, InvalidError

NORMALISE = {
    "fixed": low.CPW_MCDA_FIXED,
    "minmax": low.CPW_MCDA_MINMAX,
    "vector": low.CPW_MCDA_VECTOR,
    "sum": low.CPW_MCDA_SUM,
    "max": low.CPW_MCDA_MAX,
    "none": low.CPW_MCDA_NONE,
}
OUTSIDE = {"refuse": low.CPW_MCDA_OUTSIDE_REFUSE, "clamp": low.CPW_MCDA_OUTSIDE_CLAMP}
SHAPES = {
    "usual": low.CPW_MCDA_USUAL,
    "u_shape": low.CPW_MCDA_U_SHAPE,
    "v_shape": low.CPW_MCDA_V_SHAPE,
    "level": low.CPW_MCDA_LEVEL,
    "linear": low.CPW_MCDA_LINEAR,
    "gaussian": low.CPW_MCDA_GAUSSIAN,
}
METHODS = {
    "weighted_sum": low.CPW_MCDA_WEIGHTED_SUM,
    "weighted_product": low.CPW_MCDA_WEIGHTED_PRODUCT,
    "topsis": low.CPW_MCDA_TOPSIS,
    "vikor": low.CPW_MCDA_VIKOR,
    "promethee": low.CPW_MCDA_PROMETHEE,
    "spotis": low.CPW_MCDA_SPOTIS,
}
TIES = {
    "mid": low.CPW_MCDA_TIES_MID,
    "min": low.CPW_MCDA_TIES_MIN,
    "dense": low.CPW_MCDA_TIES_DENSE,
    "row": low.CPW_MCDA_TIES_ROW,
}
SCALES = {
    "criterion": low.CPW_MCDA_SCALE_CRITERION,
    "fixed": low.CPW_MCDA_SCALE_FIXED,
    "largest": low.CPW_MCDA_SCALE_LARGEST,
}
KERNELS = {"unbeaten": low.CPW_MCDA_KERNEL_UNBEATEN, "graph": low.CPW_MCDA_KERNEL_GRAPH}

Vikor = namedtuple(
    "Vikor", "utility regret q in_set best second count advantage threshold advantage_ok stable_ok"
)
Flows = namedtuple("Flows", "positive negative net")
Electre = namedtuple("Electre", "concordance discordance outranks kernel")
Reversal = namedtuple("Reversal", "removed above below")


#: what the library says of its structures and constants, and how that is called from Python
_WORDS = [
    (r"table\.lower and table\.upper must be given for CPW_MCDA_FIXED", 'bounds= must be given with normalise="fixed"'),
    (r"\b(?:options|table|run|method)\.(\w+)", r"\1"),
    (r"\b(lower|upper)\[(\d+)\]", r"\1 bounds[\2]"),
    (r"\bCPW_MCDA_(FIXED|MINMAX|VECTOR|SUM|MAX|NONE)\b", lambda m: f'normalise="{m[1].lower()}"'),
    (r"\bCPW_MCDA_OUTSIDE_(\w+)", lambda m: f'outside="{m[1].lower()}"'),
    (r"\bCPW_MCDA_GAUSSIAN\b", 'shape="gaussian"'),
    (r"\bCPW_SMAA_EXACT\b", 'uncertainty="exact"'),
]


class _Run(Run):
    """A run whose errors speak of the arguments of these functions."""

    def call(self, *arguments):
        try:
            return super().call(*arguments)
        except CarepathError as error:
            for pattern, words in _WORDS:
                error.message = re.sub(pattern, words, error.message)
            error.args = (error.message, *error.args[1:])
            raise


class _Whole(Integers):
    """A C array of whole numbers with its shape."""

    def __init__(self, values, name, kind=C.c_int64):
        super().__init__(values, name, kind)
        self.shape = (len(values),)


class _Table:
    """A cpw_mcda_table over the caller's values; keeps what it points to."""

    def __init__(self, values, weights, directions, bounds=None, normalise=None, outside="refuse"):
        self.values = Doubles(values, "values")
        if len(self.values.shape) != 2:
            raise InvalidError(
                f"values has the shape {self.values.shape}, expected (rows, criteria)", low.CPW_EINVAL, "values"
            )
        self.n, self.m = self.values.shape
        normalise = "fixed" if normalise is None else normalise
        self.c = structure(
            low.cpw_mcda_table,
            "mcda",
            {
                "rows": self.n,
                "criteria": self.m,
                "normalise": choice(normalise, "normalise", NORMALISE),
                "outside": choice(outside, "outside", OUTSIDE),
            },
        )
        self.c.values = self.values.pointer
        self._keep = []
        if weights is not None:
            self._keep.append(Doubles(weights, "weights", (self.m,)))
            self.c.weights = self._keep[-1].pointer
        if directions is not None:
            self._keep.append(_Whole(directions, "directions", C.c_int32))
            if self._keep[-1].shape != (self.m,):
                raise InvalidError(
                    f"directions has the shape {self._keep[-1].shape}, expected ({self.m},)",
                    low.CPW_EINVAL,
                    "directions",
                )
            self.c.directions = self._keep[-1].pointer
        if bounds is not None:
            self._bounds(bounds)

    def _bounds(self, bounds):
        bounds = list(bounds)
        if len(bounds) == 2 and not any(hasattr(bound, "__len__") for bound in bounds):
            bounds = [bounds] * self.m  # one pair for all
        pairs = [list(pair) if hasattr(pair, "__len__") else [pair] for pair in bounds]
        if len(pairs) != self.m or any(len(pair) != 2 for pair in pairs):
            raise InvalidError(
                f"bounds must be {self.m} pairs (lower, upper), one a criterion, or one pair for all", low.CPW_EINVAL, "bounds"
            )
        lower = Doubles([pair[0] for pair in pairs], "bounds")
        upper = Doubles([pair[1] for pair in pairs], "bounds")
        self._keep += [lower, upper]
        self.c.lower, self.c.upper = lower.pointer, upper.pointer

    @property
    def pointer(self):
        return C.byref(self.c)


def _each(table, values, name):
    """(m) numbers, of which one may stand for all, or NULL."""
    if values is None:
        return None
    if not hasattr(values, "__len__"):
        values = [values] * table.m
    return Doubles(values, name, (table.m,))


def normalise(values, directions=None, bounds=None, normalise=None, outside="refuse", threads=0, progress=None):
    """The values on one scale, larger = better. See cpw_mcda_normalise."""
    table = _Table(values, None, directions, bounds, normalise, outside)
    out, pointer = new_doubles((table.n, table.m))
    run = _Run(progress, threads=threads)
    run.call("cpw_mcda_normalise", table.pointer, run.pointer, pointer)
    return out


def _score(name, values, weights, directions, bounds, normalise, outside, threads, progress):
    table = _Table(values, weights, directions, bounds, normalise, outside)
    out, pointer = new_doubles((table.n,))
    run = _Run(progress, threads=threads)
    run.call(name, table.pointer, run.pointer, pointer)
    return out


def weighted_sum(
    values, weights, directions=None, bounds=None, normalise=None, outside="refuse", threads=0, progress=None
):
    """sum_j w_j r_ij. See cpw_mcda_weighted_sum."""
    given = values, weights, directions, bounds, normalise, outside, threads, progress
    return _score("cpw_mcda_weighted_sum", *given)


def weighted_product(
    values, weights, directions=None, bounds=None, normalise=None, outside="refuse", threads=0, progress=None
):
    """prod_j r_ij^w_j. See cpw_mcda_weighted_product."""
    given = values, weights, directions, bounds, normalise, outside, threads, progress
    return _score("cpw_mcda_weighted_product", *given)


def topsis(
    values,
    weights,
    directions=None,
    bounds=None,
    normalise=None,
    outside="refuse",
    distances=False,
    threads=0,
    progress=None,
):
    """Closeness to the ideal, 0 to 1; with `distances` also the distances from the best and from the worst.
    See cpw_mcda_topsis."""
    table = _Table(values, weights, directions, bounds, normalise, outside)
    score, to = new_doubles((table.n,))
    best, worst = (new_doubles((table.n,)) if distances else (None, None) for _ in range(2))
    run = _Run(progress, threads=threads)
    run.call("cpw_mcda_topsis", table.pointer, run.pointer, to, best[1], worst[1])
    return (score, best[0], worst[0]) if distances else score


def vikor(
    values,
    weights,
    directions=None,
    bounds=None,
    v=0.5,
    normalise=None,
    outside="refuse",
    threads=0,
    progress=None,
):
    """Group utility S, regret R, their compromise Q (less is better) and the compromise set. `normalise` is
    "fixed" (bounds) or "minmax". See cpw_mcda_vikor."""
    table = _Table(values, weights, directions, bounds, normalise, outside)
    s, r, q = (new_doubles((table.n,)) for _ in range(3))
    members, in_set = new_integers((table.n,), C.c_int32)
    found = low.cpw_mcda_compromise()
    run = _Run(progress, threads=threads)
    run.call(
        "cpw_mcda_vikor", table.pointer, number(v, "v"), run.pointer, s[1], r[1], q[1], in_set, C.byref(found)
    )
    return Vikor(
        s[0],
        r[0],
        q[0],
        members,
        found.best,
        found.second,
        found.count,
        found.advantage,
        found.threshold,
        bool(found.advantage_ok),
        bool(found.stable_ok),
    )


def _preferences(table, shape, q, p, s):
    """(m) preference functions, or NULL for the usual one throughout."""
    shapes = [shape] * table.m if isinstance(shape, (str, int)) else list(shape)
    if len(shapes) != table.m:
        raise InvalidError(f"shape has {len(shapes)} words, expected {table.m}", low.CPW_EINVAL, "shape")
    given = [_each(table, x, name) for x, name in ((q, "q"), (p, "p"), (s, "s"))]
    made = (low.cpw_mcda_preference * table.m)()
    for j, word in enumerate(shapes):
        made[j].shape = choice(word, "shape", SHAPES)
        made[j].q, made[j].p, made[j].s = (x.pointer[j] if x else 0.0 for x in given)
    return made


def promethee(
    values, weights, directions=None, shape="usual", q=None, p=None, s=None, threads=0, progress=None
):
    """Positive, negative and net flow. `shape`: "usual", "u_shape", "v_shape", "level", "linear" or "gaussian",
    for all criteria or one each, with thresholds q, p and s in the criterion's unit. See cpw_mcda_promethee."""
    table = _Table(values, weights, directions)
    preferences = _preferences(table, shape, q, p, s)
    flows = [new_doubles((table.n,)) for _ in range(3)]
    run = _Run(progress, threads=threads)
    run.call("cpw_mcda_promethee", table.pointer, preferences, run.pointer, *(f[1] for f in flows))
    return Flows(*(f[0] for f in flows))


def spotis(values, weights, directions=None, bounds=None, ideal=None, outside="refuse", threads=0, progress=None):
    """Distance from the ideal on fixed bounds, less is better. See cpw_mcda_spotis."""
    table = _Table(values, weights, directions, bounds, None, outside)
    ideal = _each(table, ideal, "ideal")
    out, pointer = new_doubles((table.n,))
    run = _Run(progress, threads=threads)
    run.call("cpw_mcda_spotis", table.pointer, ideal.pointer if ideal else None, run.pointer, pointer)
    return out


def _method(table, method, v, shape, q, p, s, ideal):
    made = structure(low.cpw_mcda_method, "method", {"method": choice(method, "method", METHODS)})
    made.v = number(v, "v")
    made._keep = preferences, ideal = _preferences(table, shape, q, p, s), _each(table, ideal, "ideal")
    made.preferences = C.cast(preferences, C.POINTER(low.cpw_mcda_preference))
    if ideal:
        made.ideal = ideal.pointer
    return made


def score(
    values,
    weights,
    directions=None,
    bounds=None,
    method="weighted_sum",
    normalise=None,
    outside="refuse",
    v=0.5,
    shape="usual",
    q=None,
    p=None,
    s=None,
    ideal=None,
    threads=0,
    progress=None,
):
    """The score of any method, larger = better. See cpw_mcda_score."""
    table = _Table(values, weights, directions, bounds, normalise, outside)
    chosen = _method(table, method, v, shape, q, p, s, ideal)
    out, pointer = new_doubles((table.n,))
    run = _Run(progress, threads=threads)
    run.call("cpw_mcda_score", table.pointer, C.byref(chosen), run.pointer, pointer)
    return out


def _ranked(score, descending, ties, wants_order):
    given = Doubles(score, "score")
    if len(given.shape) != 1:
        raise InvalidError(f"score has the shape {given.shape}, expected (n,)", low.CPW_EINVAL, "score")
    n = given.shape[0]
    out, pointer = new_integers((n,)) if wants_order else new_doubles((n,))
    rank_to, order_to = (None, pointer) if wants_order else (pointer, None)
    call(
        "cpw_mcda_rank", given.pointer, n, int(descending), choice(ties, "ties", TIES), None, rank_to, order_to
    )
    return out


def rank(score, descending=True, ties="mid"):
    """Places from 1. `ties`: "mid", "min", "dense" or "row". See cpw_mcda_rank."""
    return _ranked(score, descending, ties, False)


def order(score, descending=True):
    """The rows from the first place to the last, equals in the order of the rows. See cpw_mcda_rank."""
    return _ranked(score, descending, "row", True)


def reversals(
    values,
    weights,
    directions=None,
    bounds=None,
    method="weighted_sum",
    normalise=None,
    outside="refuse",
    remove=None,
    v=0.5,
    shape="usual",
    q=None,
    p=None,
    s=None,
    ideal=None,
    threads=0,
    progress=None,
):
    """Removals of one row that reorder the others, each with a pair of rows that change places. `remove`: the rows
    to remove one at a time, all unless given. See cpw_mcda_reversals."""
    table = _Table(values, weights, directions, bounds, normalise, outside)
    chosen = _method(table, method, v, shape, q, p, s, ideal)
    rows = None if remove is None else _Whole(remove, "remove", C.c_int64)
    count = table.n if rows is None else rows.shape[0]
    examples = (low.cpw_mcda_reversal * max(count, 1))()
    found = C.c_int64()
    run = _Run(progress, threads=threads)
    run.call(
        "cpw_mcda_reversals",
        table.pointer,
        C.byref(chosen),
        rows.pointer if rows else None,
        count,
        run.pointer,
        count,
        examples,
        C.byref(found),
    )
    return [Reversal(e.removed, e.above, e.below) for e in examples[: found.value]]


def electre1(
    values,
    weights,
    directions=None,
    concordance=0.65,
    discordance=0.35,
    scale="criterion",
    kernel="unbeaten",
    bounds=None,
    outside="refuse",
    threads=0,
    progress=None,
):
    """Concordance, discordance, who outranks whom, and the kernel. See cpw_mcda_electre1."""
    table = _Table(values, weights, directions, bounds, None, outside)
    options = structure(
        low.cpw_mcda_electre_options,
        "electre1",
        {
            "concordance": concordance,
            "discordance": discordance,
            "scale": choice(scale, "scale", SCALES),
            "kernel": choice(kernel, "kernel", KERNELS),
        },
    )
    c, d = (new_doubles((table.n, table.n)) for _ in range(2))
    above, to_above = new_integers((table.n, table.n), C.c_int32)
    members, to_members = new_integers((table.n,), C.c_int32)
    run = _Run(progress, threads=threads)
    run.call(
        "cpw_mcda_electre1", table.pointer, C.byref(options), run.pointer, c[1], d[1], to_above, to_members
    )
    return Electre(c[0], d[0], above, members)
