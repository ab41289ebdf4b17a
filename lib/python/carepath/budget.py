"""Who gets what: a budget over options that each turn money into benefit by a curve of their own.

    curves = carepath.Curves("exponential", a=[400, 250, 90], t=[2e6, 1e6, 3e5])
    found = budget.allocate(curves, 3e6, upper=[2e6, 2e6, 1e6])
    found.spend, found.multiplier            # who gets what; benefit of one more pound
    budget.allocate_units(curves, 3_000_000) # to the pound
    budget.fair(curves, 3e6, alpha=1).price_of_fairness

Groups nest: group=[0, 0, 1] puts options into groups, parent=[-1, -1] says what stands around each group,
floor and cap bound their sums.
"""
import ctypes as C
from collections import namedtuple

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, is_list, new_doubles, new_integers, number, structure, whole
from ._run import Run
from .errors import InvalidError
from .response import Curves, Response
from .result import Result

LIMITS = {
    low.CPW_BUDGET_FREE: "free",
    low.CPW_BUDGET_AT_LOWER: "lower",
    low.CPW_BUDGET_AT_UPPER: "upper",
    low.CPW_BUDGET_AT_FLOOR: "floor",
    low.CPW_BUDGET_AT_CAP: "cap",
}

ANSWER = [name for name, *_ in low.cpw_budget_answer._fields_]
Answer = namedtuple("Answer", ["spend", *ANSWER])
Fairness = namedtuple("Fairness", ["spend", "utility", *[name for name, *_ in low.cpw_budget_fairness._fields_]])
Wellbeing = namedtuple(
    "Wellbeing", ["spend", "after", *[n for n, *_ in low.cpw_budget_wellbeing._fields_ if n != "reserved"]]
)
Line = namedtuple("Line", ["order", "ratio", *[name for name, *_ in low.cpw_budget_line._fields_]])
Move = namedtuple("Move", [name for name, *_ in low.cpw_budget_move._fields_])
Reinvested = namedtuple("Reinvested", "moves units gain")


def _curves(curves):
    if isinstance(curves, Curves):
        return curves
    if isinstance(curves, Response):
        return Curves([curves])
    if not is_list(curves) or not all(isinstance(one, Response) for one in curves):
        raise InvalidError(
            f"curves = {curves!r} must be carepath.Curves, a Response or a list of Response", low.CPW_EINVAL, "curves"
        )
    return Curves(curves)


def _vector(values, name, length):
    if values is None:
        return None
    made = Doubles(values, name)
    if made.shape != (length,):
        raise InvalidError(f"{name} has the shape {made.shape}, expected ({length},)", low.CPW_EINVAL, name)
    return made


def _integers(values, name, length=None):
    """Whole numbers in an array of the library's."""
    if values is None:
        return None
    if length is not None and len(values) != length:
        raise InvalidError(f"{name} has {len(values)} numbers, expected {length}", low.CPW_EINVAL, name)
    made = (C.c_int64 * max(len(values), 1))()
    if getattr(getattr(values, "dtype", None), "kind", None) == "i":
        values = values.tolist()
    for i, value in enumerate(values):
        made[i] = value if type(value) is int and abs(value) < 2**63 else whole(value, f"{name}[{i}]")
    return made


def _group_arrays(problem, n, group, parent, floor, cap, integers):
    given = [v for v in (parent, floor, cap) if v is not None]
    groups = len(given[0]) if given else 0
    if group is not None and not given:
        groups = max([whole(g, "group") for g in group], default=-1) + 1
    keep = [_integers(group, "group", n), _integers(parent, "parent", groups)]
    if integers:
        keep += [_integers(floor, "floor", groups), _integers(cap, "cap", groups)]
    else:
        keep += [_vector(floor, "floor", groups), _vector(cap, "cap", groups)]
    problem.groups = groups
    for name, made in zip(("group", "parent", "floor", "cap"), keep):
        _point(problem, name, made)
    return keep


def _point(problem, name, made):
    """Sets a pointer field; nothing stays NULL."""
    if made is None:
        return
    pointer = made.pointer if isinstance(made, Doubles) else C.cast(made, C.POINTER(C.c_int64))
    setattr(problem, name, pointer)


def _problem(curves, budget, weight=None, lower=None, upper=None, baseline=None, group=None, parent=None,
             floor=None, cap=None):
    made = structure(low.cpw_budget_problem, "problem", {})
    made.n, made.response, made.budget = curves.n, curves._c, number(budget, "budget")
    keep = [curves]
    for name, values in (("weight", weight), ("lower", lower), ("upper", upper), ("baseline", baseline)):
        keep.append(_vector(values, name, curves.n))
        _point(made, name, keep[-1])
    keep += _group_arrays(made, curves.n, group, parent, floor, cap, False)
    made._keep = keep
    return made


def _whole_problem(curves, budget, unit=1.0, weight=None, lower=None, upper=None, baseline=None, group=None,
                   parent=None, floor=None, cap=None):
    made = structure(low.cpw_budget_units, "problem", {})
    made.n, made.response, made.budget = curves.n, curves._c, whole(budget, "budget")
    made.unit = number(unit, "unit")
    keep = [curves, _vector(weight, "weight", curves.n)]
    _point(made, "weight", keep[-1])
    for name, values in (("lower", lower), ("upper", upper), ("baseline", baseline)):
        keep.append(_integers(values, name, curves.n))
        _point(made, name, keep[-1])
    keep += _group_arrays(made, curves.n, group, parent, floor, cap, True)
    made._keep = keep
    return made


def _options(gap, nodes):
    values = {"gap": gap, "nodes": nodes}
    return structure(low.cpw_budget_options, "budget", {k: v for k, v in values.items() if v is not None})


def _fields(made):
    return [getattr(made, name) for name, *_ in made._fields_ if name != "reserved"]


def allocate(curves, budget, *, weight=None, lower=None, upper=None, baseline=None, group=None, parent=None,
             floor=None, cap=None, gap=None, nodes=None, threads=1):
    """The spend that gains most, and its answer. See cpw_budget_allocate."""
    curves = _curves(curves)
    problem = _problem(curves, budget, weight, lower, upper, baseline, group, parent, floor, cap)
    view, out = new_doubles((curves.n,))
    answer = low.cpw_budget_answer()
    options = _options(gap, nodes)
    run = Run(threads=whole(threads, "threads"))
    run.call("cpw_budget_allocate", C.byref(problem), C.byref(options), C.byref(run.c), out, C.byref(answer))
    return Answer(view, *_fields(answer))


def allocate_units(curves, budget, *, unit=1.0, weight=None, lower=None, upper=None, baseline=None, group=None,
                   parent=None, floor=None, cap=None):
    """The whole units that gain most, and their answer. See cpw_budget_allocate_units."""
    curves = _curves(curves)
    problem = _whole_problem(curves, budget, unit, weight, lower, upper, baseline, group, parent, floor, cap)
    view, out = new_integers((curves.n,))
    answer = low.cpw_budget_answer()
    call("cpw_budget_allocate_units", C.byref(problem), None, out, C.byref(answer))
    return Answer(view, *_fields(answer))


def fair(curves, budget, alpha, *, weight=None, lower=None, upper=None, group=None, parent=None, floor=None,
         cap=None):
    """The alpha-fair spend and the price of fairness. See cpw_budget_fair."""
    curves = _curves(curves)
    problem = _problem(curves, budget, weight, lower, upper, None, group, parent, floor, cap)
    view, out = new_doubles((curves.n,))
    benefit, pointer = new_doubles((curves.n,))
    made = low.cpw_budget_fairness()
    call("cpw_budget_fair", C.byref(problem), number(alpha, "alpha"), None, out, pointer, C.byref(made))
    return Fairness(view, benefit, *_fields(made))


def welfare(curves, budget, people, before, share, *, aversion=1.0, weight=None, lower=None, upper=None,
            group=None, parent=None, floor=None, cap=None):
    """The spend of the greatest welfare over groups of people. `share` (n, groups) says how much of each
    option's benefit comes to each. See cpw_budget_welfare."""
    curves = _curves(curves)
    problem = _problem(curves, budget, weight, lower, upper, None, group, parent, floor, cap)
    heads = Doubles(people, "people")
    groups = heads.shape[0] if len(heads.shape) == 1 else -1
    have = _vector(before, "before", groups)
    parts = Doubles(share, "share", (curves.n, groups))
    made = structure(low.cpw_budget_people, "people", {"aversion": number(aversion, "aversion")})
    made.groups, made.people, made.before, made.share = groups, heads.pointer, have.pointer, parts.pointer
    view, out = new_doubles((curves.n,))
    after, pointer = new_doubles((groups,))
    answer = low.cpw_budget_wellbeing()
    call("cpw_budget_welfare", C.byref(problem), C.byref(made), None, out, pointer, C.byref(answer))
    return Wellbeing(view, after, *_fields(answer))


def report(curves, budget, spend, *, names=None, groups=None, weight=None, lower=None, upper=None, baseline=None,
           group=None, parent=None, floor=None, cap=None):
    """Any spend explained: a Result with marginals, limits that bind and sums by group. See
    cpw_budget_report."""
    curves = _curves(curves)
    problem = _problem(curves, budget, weight, lower, upper, baseline, group, parent, floor, cap)
    given = _vector(spend, "spend", curves.n)
    out = C.POINTER(low.cpw_result)()
    labels = [_labels(names, curves.n, "names"), _labels(groups, problem.groups, "groups")]
    call("cpw_budget_report", C.byref(problem), given.pointer, *labels, None, C.byref(out))
    return Result(out)


def _labels(labels, length, name):
    if labels is None:
        return None
    if len(labels) != length:
        raise InvalidError(f"{name} has {len(labels)} labels, expected {length}", low.CPW_EINVAL, name)
    return (C.c_char_p * max(length, 1))(*[str(label).encode() for label in labels])


def league(cost, gain, budget):
    """Programmes by cost per unit gained, and where the budget line falls. See cpw_budget_league."""
    costs = _integers(cost, "cost")
    n = len(cost)
    gains = _vector(gain, "gain", n)
    order, to = new_integers((n,))
    ratio, pointer = new_doubles((n,))
    line = low.cpw_budget_line()
    call("cpw_budget_league", costs, gains.pointer, n, whole(budget, "budget"), to, pointer, C.byref(line))
    return Line(order, ratio, *_fields(line))


def reinvest(curves, budget, baseline, *, most=1000, unit=1.0, weight=None, lower=None, upper=None, group=None,
             parent=None, floor=None, cap=None):
    """Moves of money from the worst programme to the best, from today's whole units on. See
    cpw_budget_reinvest."""
    curves = _curves(curves)
    problem = _whole_problem(curves, budget, unit, weight, lower, upper, baseline, group, parent, floor, cap)
    most = whole(most, "most")
    moves, count, gain = (low.cpw_budget_move * max(most, 1))(), C.c_int64(), C.c_double()
    view, out = new_integers((curves.n,))
    call("cpw_budget_reinvest", C.byref(problem), most, moves, C.byref(count), out, C.byref(gain))
    return Reinvested([Move(*_fields(m)) for m in moves[: count.value]], view, gain.value)
