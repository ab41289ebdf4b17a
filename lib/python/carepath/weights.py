"""How important each criterion is: from points, ranks, pairwise judgements, the data, or a panel.

    from carepath import weights
    w, agreement = weights.ahp([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
    agreement.ratio_saaty                     # below 0.1: the judgements agree
    panel = weights.combine([w, [0.5, 0.3, 0.2]], "geometric")
"""
import collections
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, new_doubles, new_integers, number, structure, whole
from .errors import InvalidError

POINTS = {"direct": low.CPW_WEIGHTS_DIRECT, "swing": low.CPW_WEIGHTS_SWING}
RANKS = {
    "centroid": low.CPW_WEIGHTS_RANK_CENTROID,
    "sum": low.CPW_WEIGHTS_RANK_SUM,
    "reciprocal": low.CPW_WEIGHTS_RANK_RECIPROCAL,
    "exponent": low.CPW_WEIGHTS_RANK_EXPONENT,
}
JUDGEMENTS = {"eigenvector": low.CPW_WEIGHTS_EIGENVECTOR, "geometric": low.CPW_WEIGHTS_GEOMETRIC}
RANDOM_INDEX = {"saaty": low.CPW_WEIGHTS_SAATY, "tummala_ling": low.CPW_WEIGHTS_TUMMALA_LING}
METHODS = {
    "entropy": low.CPW_WEIGHTS_ENTROPY,
    "critic": low.CPW_WEIGHTS_CRITIC,
    "merec": low.CPW_WEIGHTS_MEREC,
    "gini": low.CPW_WEIGHTS_GINI,
    "sd": low.CPW_WEIGHTS_SD,
    "variance": low.CPW_WEIGHTS_VARIANCE,
    "angle": low.CPW_WEIGHTS_ANGLE,
}
SCALES = {"scaled": low.CPW_WEIGHTS_SCALED, "raw": low.CPW_WEIGHTS_RAW}
CORRELATIONS = {"pearson": low.CPW_WEIGHTS_PEARSON, "spearman": low.CPW_WEIGHTS_SPEARMAN}
COMBINE = {
    "mean": low.CPW_WEIGHTS_MEAN,
    "geometric": low.CPW_WEIGHTS_GEOMETRIC_MEAN,
    "median": low.CPW_WEIGHTS_MEDIAN,
    "trimmed": low.CPW_WEIGHTS_TRIMMED_MEAN,
}
REGRETS = {"largest": low.CPW_WEIGHTS_REGRET_LARGEST, "moved": low.CPW_WEIGHTS_REGRET_MOVED}


def _fields(name, kind):
    return collections.namedtuple(name, [field[0] for field in kind._fields_])


Consistency = _fields("Consistency", low.cpw_weights_consistency)
BestWorstConsistency = _fields("BestWorstConsistency", low.cpw_weights_best_worst_consistency)
Distance = _fields("Distance", low.cpw_weights_distance)
Concordance = _fields("Concordance", low.cpw_weights_concordance_test)
BestWorst = collections.namedtuple("BestWorst", "weights lower upper consistency")
Compromise = collections.namedtuple("Compromise", "weights regret largest_regret")
Disagreement = collections.namedtuple("Disagreement", "classes means between within share")
Kemeny = collections.namedtuple("Kemeny", "orders optimal distance")


def _named(kind, struct):
    return kind(*(getattr(struct, field) for field in kind._fields))


def _array(values, name, dimensions):
    """Doubles of so many dimensions, none of them empty."""
    made = Doubles(values, name)
    if len(made.shape) != dimensions or 0 in made.shape:
        raise InvalidError(
            f"{name} has the shape {made.shape}, expected {dimensions} dimensions, none of them empty",
            low.CPW_EINVAL,
            name,
        )
    return made


def _square(values, name, dimensions):
    made = _array(values, name, dimensions)
    if made.shape[-1] != made.shape[-2]:
        raise InvalidError(f"{name} has the shape {made.shape}, expected a square", low.CPW_EINVAL, name)
    return made


def _maybe(values, name, length):
    """(what must be kept, pointer) of an array of that length, or of None."""
    if values is None:
        return None, None
    made = Doubles(values, name, (length,))
    return made, made.pointer


def _integers(values, name, length, kind=C.c_int64):
    if values is None:
        return None
    values = [whole(value, name, kind) for value in values]
    if len(values) != length:
        raise InvalidError(f"{name} has {len(values)} values, expected {length}", low.CPW_EINVAL, name)
    return (kind * length)(*values)


def check(weights):
    """Raises an error unless the weights are finite, >= 0 and sum to 1. See cpw_weights_check."""
    w = _array(weights, "weights", 1)
    call("cpw_weights_check", w.pointer, w.shape[0], None)


def equal(n):
    """The same weight for each of n criteria."""
    n = whole(n, "n")
    view, out = new_doubles((max(n, 0),))
    call("cpw_weights_equal", n, out)
    return view


def from_points(points, kind="direct"):
    """Points over their sum; kind "swing" wants the largest to be 100. See cpw_weights_from_points."""
    p = _array(points, "points", 1)
    view, out = new_doubles(p.shape)
    call("cpw_weights_from_points", p.pointer, p.shape[0], choice(kind, "kind", POINTS), out)
    return view


def from_ranks(ranks, method="centroid", exponent=1.0):
    """Weights from ranks (the least is the most important), or from a number of criteria in their order.
    See cpw_weights_from_ranks."""
    pointer = None
    if hasattr(ranks, "__len__"):
        kept = _array(ranks, "ranks", 1)
        pointer, n = kept.pointer, kept.shape[0]
    else:
        n = whole(ranks, "ranks")
    view, out = new_doubles((max(n, 0),))
    call("cpw_weights_from_ranks", pointer, n, choice(method, "method", RANKS), number(exponent, "exponent"), out, None)
    return view


def random_index(n, table="saaty"):
    """The mean consistency index of random judgements of n criteria; nan where the table has none."""
    return lib.cpw_weights_random_index(choice(table, "table", RANDOM_INDEX), whole(n, "n"))


def gci_threshold(n):
    """The geometric consistency index up to which judgements are taken as consistent."""
    return lib.cpw_weights_gci_threshold(whole(n, "n"))


def ahp(matrix, method="eigenvector"):
    """(weights, Consistency) of pairwise judgements; nan where there is none. See cpw_weights_ahp."""
    m = _square(matrix, "matrix", 2)
    view, out = new_doubles((m.shape[0],))
    found = low.cpw_weights_consistency()
    code = choice(method, "method", JUDGEMENTS)
    call("cpw_weights_ahp", m.pointer, m.shape[0], code, out, C.byref(found), None)
    return view, _named(Consistency, found)


def best_worst(best_to_others, others_to_worst, best, worst):
    """BestWorst(weights, lower, upper, consistency). See cpw_weights_best_worst."""
    to_others = _array(best_to_others, "best_to_others", 1)
    n = to_others.shape[0]
    to_worst = Doubles(others_to_worst, "others_to_worst", (n,))
    views, outs = zip(*(new_doubles((n,)) for _ in range(3)))
    found = low.cpw_weights_best_worst_consistency()
    at = [whole(best, "best"), whole(worst, "worst")]
    call("cpw_weights_best_worst", to_others.pointer, to_worst.pointer, n, *at, *outs, C.byref(found), None)
    return BestWorst(*views, _named(BestWorstConsistency, found))


def objective(x, method="critic", direction=None, scale="scaled", correlation="pearson", threads=1):
    """Weights from data (rows x criteria); direction 1 more is better, -1 less is better.
    See cpw_weights_objective."""
    data = _array(x, "x", 2)
    rows, columns = data.shape
    values = {
        "method": choice(method, "method", METHODS),
        "scale": choice(scale, "scale", SCALES),
        "correlation": choice(correlation, "correlation", CORRELATIONS),
        "threads": threads,
    }
    options = structure(low.cpw_weights_objective_options, "objective", values)
    signs = _integers(direction, "direction", columns, C.c_int32)
    if signs is not None:
        options.direction = C.cast(signs, C.POINTER(C.c_int32))
    view, out = new_doubles((columns,))
    call("cpw_weights_objective", data.pointer, rows, columns, C.byref(options), out)
    return view


def combine_judgements(matrices, member_weights=None):
    """One matrix from those of a panel (AIJ), element by element. See cpw_weights_combine_judgements."""
    m = _square(matrices, "matrices", 3)
    members, n = m.shape[0], m.shape[1]
    kept, shares = _maybe(member_weights, "member_weights", members)
    view, out = new_doubles((n, n))
    call("cpw_weights_combine_judgements", m.pointer, members, n, shares, out, None)
    del kept
    return view


def combine(weights, method="geometric", member_weights=None, trim=0.0, unscaled=False):
    """One set of weights from those of a panel (members x criteria); with unscaled=True also what they
    were before they were scaled to the sum 1. See cpw_weights_combine."""
    w = _array(weights, "weights", 2)
    members, n = w.shape
    kept, shares = _maybe(member_weights, "member_weights", members)
    (view, out), (raw, raw_out) = new_doubles((n,)), new_doubles((n,))
    code = choice(method, "method", COMBINE)
    call("cpw_weights_combine", w.pointer, members, n, code, shares, number(trim, "trim"), out, raw_out, None)
    del kept
    return (view, raw) if unscaled else view


def compromise(weights, measure="largest"):
    """Compromise(weights, regret of each member, largest_regret). See cpw_weights_compromise."""
    w = _array(weights, "weights", 2)
    members, n = w.shape
    (view, out), (regret, regret_out) = new_doubles((n,)), new_doubles((members,))
    most = C.c_double()
    code = choice(measure, "measure", REGRETS)
    call("cpw_weights_compromise", w.pointer, members, n, code, out, regret_out, C.byref(most), None)
    return Compromise(view, regret, most.value)


def distances(weights, panel):
    """How far each member is from the panel: a list of Distance. See cpw_weights_distances."""
    w = _array(weights, "weights", 2)
    members, n = w.shape
    common = Doubles(panel, "panel", (n,))
    found = (low.cpw_weights_distance * members)()
    call("cpw_weights_distances", w.pointer, members, n, common.pointer, found, None)
    return [_named(Distance, one) for one in found]


def rank_correlations(values):
    """Spearman's correlation of every two members. See cpw_weights_rank_correlations."""
    v = _array(values, "values", 2)
    members, n = v.shape
    view, out = new_doubles((members, members))
    call("cpw_weights_rank_correlations", v.pointer, members, n, out, None)
    return view


def disagreement(weights, classes):
    """Variance between and within classes of members, which are labels, one a member:
    Disagreement(classes, means, between, within, share). See cpw_weights_disagreement."""
    w = _array(weights, "weights", 2)
    members, n = w.shape
    labels = list(classes)
    if len(labels) != members:
        raise InvalidError(f"classes has {len(labels)} labels, expected {members}", low.CPW_EINVAL, "classes")
    known = {}
    index = (C.c_int64 * members)(*(known.setdefault(label, len(known)) for label in labels))
    means, means_out = new_doubles((len(known), n))
    views, outs = zip(*(new_doubles((n,)) for _ in range(3)))
    call("cpw_weights_disagreement", w.pointer, members, n, index, len(known), means_out, *outs, None)
    return Disagreement(list(known), means, *views)


def _points(function, ranks, counts):
    r = _array(ranks, "ranks", 2)
    members, n = r.shape
    view, out = new_doubles((n,))
    call(function, r.pointer, members, n, _integers(counts, "counts", members), out, None)
    return view


def borda(ranks, counts=None):
    """Borda's points of orders (members x criteria, the least rank first). See cpw_weights_borda."""
    return _points("cpw_weights_borda", ranks, counts)


def copeland(ranks, counts=None):
    """Copeland's points of orders. See cpw_weights_copeland."""
    return _points("cpw_weights_copeland", ranks, counts)


def kemeny(ranks, counts=None, room=100):
    """Kemeny(orders, optimal, distance): up to `room` of the optimal orders, how many there are, and how
    many disagreements they have. See cpw_weights_kemeny."""
    r = _array(ranks, "ranks", 2)
    members, n = r.shape
    people = _integers(counts, "counts", members)
    room = whole(room, "room")
    view, out = new_integers((max(room, 0), n))
    optimal, distance = C.c_int64(), C.c_double()
    call("cpw_weights_kemeny", r.pointer, members, n, people, room, out, C.byref(optimal), C.byref(distance), None)
    return Kemeny(view[: min(room, optimal.value)], optimal.value, distance.value)


def concordance(ranks):
    """Kendall's coefficient of concordance: Concordance(w, chi_square, df, p, mean_spearman).
    See cpw_weights_concordance."""
    r = _array(ranks, "ranks", 2)
    test = low.cpw_weights_concordance_test()
    call("cpw_weights_concordance", r.pointer, *r.shape, C.byref(test), None)
    return _named(Concordance, test)
