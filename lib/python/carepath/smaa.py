"""How robust a ranking is when nobody is sure of the weights (or of the values): stochastic multicriteria
acceptability analysis.

    from carepath import smaa
    runs = smaa.simulate(values, directions=[1, -1, -1], bounds=bounds, top=[10, 50], replications=1000, seed=7)
    runs["top_probability"]        # row, top: share of the weights that put the row among the first 10, the first 50
    runs = smaa.simulate(values, bounds=bounds, ranks=True, order=[1, 2, 3], replications=10000)
    runs["rank_acceptability"], runs["first_weight"]

P(in the next K) under a policy, ranked in every draw as the policy ranks (cap, limits, breaches, ties):

    runs = smaa.policy(policy, patients, top=[10, 50], concentration=50, replications=1000, seed=7)
    runs["top_probability"]        # row, top

Results of the same input, options and seed and of other replications merge (carepath.merge).
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, new_doubles, structure
from ._ranked import ranked
from .errors import InvalidError, NotFoundError
from .mcda import _each, _Run, _Table, _Whole
from .result import Result

LAWS = {"uniform": low.CPW_SMAA_UNIFORM, "dirichlet": low.CPW_SMAA_DIRICHLET}
UNCERTAINTY = {
    "exact": low.CPW_SMAA_EXACT,
    "normal": low.CPW_SMAA_NORMAL,
    "uniform": low.CPW_SMAA_UNIFORM_OFF,
}


def _set(options, field, given, length, name):
    """An array of an option; keeps what it points to."""
    if given.shape != (length,):
        raise InvalidError(f"{name} has the shape {given.shape}, expected ({length},)", low.CPW_EINVAL, name)
    setattr(options, field, given.pointer)
    return given


def _set_spread(options, table, spread):
    if spread is None:
        return None
    given = Doubles(spread, "spread")
    if given.shape not in ((table.m,), (table.n, table.m)):
        raise InvalidError(
            f"spread has the shape {given.shape}, expected ({table.m},) or ({table.n}, {table.m})",
            low.CPW_EINVAL,
            "spread",
        )
    options.spread = given.pointer
    options.spread_rows = 1 if len(given.shape) == 1 else table.n
    return given


def simulate(
    values,
    weights=None,
    directions=None,
    bounds=None,
    normalise=None,
    outside="refuse",
    law=None,
    concentration=20.0,
    order=None,
    weight_lower=None,
    weight_upper=None,
    uncertainty="exact",
    spread=None,
    tier=None,
    top=None,
    ranks=False,
    pairs=False,
    replications=1000,
    seed=1,
    first_replication=0,
    threads=0,
    progress=None,
):
    """Ranks under weights (and values) that chance draws. `law`: "uniform", or "dirichlet" around `weights`
    (which it is where weights are given). `order`: place of importance of each criterion; `top`: one K or
    several; `tier`: urgency tier of each row (any numbers, the lowest first), never crossed. See cpw_smaa_simulate."""
    law = law if law is not None else "uniform" if weights is None else "dirichlet"
    table = _Table(values, weights, directions, bounds, normalise, outside)
    options = structure(
        low.cpw_smaa_options,
        "simulate",
        {
            "law": choice(law, "law", LAWS),
            "uncertainty": choice(uncertainty, "uncertainty", UNCERTAINTY),
            "concentration": concentration,
            "ranks": int(ranks),
            "pairs": int(pairs),
        },
    )
    kept = [_set_spread(options, table, spread)]
    if order is not None:
        kept.append(_set(options, "order", _Whole(order, "order", C.c_int32), table.m, "order"))
    for name, bound in (("weight_lower", weight_lower), ("weight_upper", weight_upper)):
        if bound is not None:
            kept.append(_set(options, name, _each(table, bound, name), table.m, name))
    if tier is not None:
        kept.append(_set(options, "tier", _Whole(tier, "tier", C.c_int32), table.n, "tier"))
    if top is not None:
        wanted = _Whole(top if hasattr(top, "__len__") else [top], "top", C.c_int64)
        options.tops = wanted.shape[0]
        kept.append(_set(options, "top", wanted, wanted.shape[0], "top"))
    run = _Run(
        progress, threads=threads, seed=seed, replications=replications, first_replication=first_replication
    )
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_smaa_simulate", table.pointer, C.byref(options), run.pointer, C.byref(out))
    return Result(out)


def _by_name(names, given, what, default):
    """One number a criterion from a dict by name, one number for all, or a sequence."""
    if hasattr(given, "items"):
        unknown = [name for name in given if name not in names]
        if unknown:
            raise NotFoundError(
                f"{what}: {unknown[0]!r} is no criterion of the policy: {', '.join(names)}", low.CPW_ENOTFOUND, what
            )
        missing = [name for name in names if name not in given]
        if missing and default is None:
            raise InvalidError(f"{what} does not say it of {missing[0]!r}", low.CPW_EINVAL, what)
        return [given.get(name, default) for name in names]
    return given if hasattr(given, "__len__") else [given] * len(names)


def policy(
    policy,
    patients,
    top,
    law="dirichlet",
    concentration=20.0,
    order=None,
    weight_lower=None,
    weight_upper=None,
    replications=1000,
    seed=1,
    first_replication=0,
    threads=0,
    progress=None,
):
    """P(in the next K) when nobody is sure of the policy's weights. `top`: one K or several; `law`: "dirichlet"
    around the policy's weights, the surer the larger `concentration`, or "uniform"; `order` (places of importance),
    `weight_lower` and `weight_upper`: one a criterion, or a dict by the criteria's names. See cpw_smaa_policy."""
    patients = ranked(policy, patients)
    names = [criterion["name"] for criterion in policy.criteria]
    options = structure(
        low.cpw_smaa_options, "policy", {"law": choice(law, "law", LAWS), "concentration": concentration}
    )
    wanted = _Whole(top if hasattr(top, "__len__") else [top], "top", C.c_int64)
    options.tops = wanted.shape[0]
    kept = [_set(options, "top", wanted, wanted.shape[0], "top")]
    if order is not None:
        given = _Whole(_by_name(names, order, "order", None), "order", C.c_int32)
        kept.append(_set(options, "order", given, len(names), "order"))
    for name, bound, default in (("weight_lower", weight_lower, 0.0), ("weight_upper", weight_upper, 1.0)):
        if bound is not None:
            given = Doubles(_by_name(names, bound, name, default), name)
            kept.append(_set(options, name, given, len(names), name))
    run = _Run(
        progress, threads=threads, seed=seed, replications=replications, first_replication=first_replication
    )
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_smaa_policy", policy.pointer, C.byref(patients.c), C.byref(options), run.pointer, C.byref(out))
    return Result(out)


def confidence(
    values,
    weights,
    directions=None,
    bounds=None,
    normalise=None,
    outside="refuse",
    uncertainty="exact",
    spread=None,
    tier=None,
    replications=1000,
    seed=1,
    first_replication=0,
    threads=0,
    progress=None,
):
    """How often a row is first under weights of its own (rows, criteria), such as "first_weight" of simulate().
    See cpw_smaa_confidence."""
    table = _Table(values, None, directions, bounds, normalise, outside)
    own = Doubles(weights, "weights", (table.n, table.m))
    options = structure(
        low.cpw_smaa_options, "confidence", {"uncertainty": choice(uncertainty, "uncertainty", UNCERTAINTY)}
    )
    kept = [_set_spread(options, table, spread)]
    if tier is not None:
        kept.append(_set(options, "tier", _Whole(tier, "tier", C.c_int32), table.n, "tier"))
    run = _Run(
        progress, threads=threads, seed=seed, replications=replications, first_replication=first_replication
    )
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_smaa_confidence", table.pointer, C.byref(options), own.pointer, run.pointer, C.byref(out))
    return Result(out)


def threshold(a, b):
    """The weight of the first of two criteria at which rows a and b have the same weighted sum; NaN where there
    is none. See cpw_smaa_threshold."""
    return lib.cpw_smaa_threshold(a[0], a[1], b[0], b[1])


def two_criteria(scores):
    """Rank acceptability (rows, ranks) with two criteria and the first weight uniform on (0, 1), exactly; and the
    mean first weight where each row is first. See cpw_smaa_two_criteria."""
    given = Doubles(scores, "scores")
    if len(given.shape) != 2 or given.shape[1] != 2:
        raise InvalidError(f"scores has the shape {given.shape}, expected (rows, 2)", low.CPW_EINVAL, "scores")
    n = given.shape[0]
    share, to_share = new_doubles((n, n))
    central, to_central = new_doubles((n,))
    call("cpw_smaa_two_criteria", given.pointer, n, None, to_share, to_central)
    return share, central
