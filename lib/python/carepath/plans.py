"""Decisions under a budget: which options under several futures and rules, and what money does to waiting
lists by specialty and group.

    from carepath import plans
    chosen = plans.choose([[30, 20, 25]], [60, 40, 55], 100, whole=True)
    chosen["amount"], chosen["value"], chosen["price"]
    plan = plans.joint(
        list=[[900, 1100], [500, 300]], demand=[[400, 420], [210, 190]],
        tier_cost=[[1200, 1500], [4100, 5100]], tier_capacity=[[800, 400], [450, 150]],
        budget=2e6, gaps=[(0, 1, 0.0)], groups=["most deprived", "least deprived"])
    plan["weighted_end_list"], plan["end_by_group"], plan["price"]

See cpw_plans_choose and cpw_plans_joint.
"""
import ctypes as C
import math

from . import _lowlevel as low
from ._memory import Doubles, choice, is_list, structure
from ._run import Run
from ._whole import integers, keep, matrix, set_texts, vector
from .errors import InvalidError
from .result import Result

MEASURES = {
    "expected": low.CPW_PLANS_EXPECTED,
    "cvar": low.CPW_PLANS_CVAR,
    "maximin": low.CPW_PLANS_MAXIMIN,
    "minimax_regret": low.CPW_PLANS_REGRET,
    "regret": low.CPW_PLANS_REGRET,
}


def _put(made, field, array):
    setattr(made, field, array.pointer)
    keep(made, array)
    return array


def _budget(values, name):
    listed = list(values) if is_list(values) else [values]
    return vector([math.inf if v is None else v for v in listed], name)


def _run(options, nodes, progress):
    run = Run(progress)
    if nodes is not None:
        options.nodes = nodes
    options.run = C.pointer(run.c)
    return run


def _rules(problem, options, needs, exclusive, guarantees):
    if needs:
        later, earlier = zip(*needs)
        problem.precedences = _put(problem, "later", integers(later, "needs")).shape[0]
        _put(problem, "earlier", integers(earlier, "needs"))
    if exclusive:
        starts = [0]
        for members in exclusive:
            starts.append(starts[-1] + len(members))
        problem.exclusions = len(exclusive)
        _put(problem, "exclusion_start", integers(starts, "exclusive"))
        _put(problem, "exclusion_option", integers([i for members in exclusive for i in members], "exclusive"))
    if guarantees:
        weights, least = zip(*guarantees)
        problem.guarantees = len(least)
        _put(problem, "guarantee_weight", matrix(list(weights), "guarantees", len(least), options))
        _put(problem, "guarantee", vector(list(least), "guarantees"))


def choose(
    benefit,
    cost,
    budget,
    probability=None,
    measure="expected",
    level=0.9,
    whole=False,
    lower=None,
    upper=None,
    needs=(),
    exclusive=(),
    guarantees=(),
    baseline=None,
    options=None,
    scenarios=None,
    budgets=None,
    guarantee_names=None,
    nodes=None,
    progress=None,
):
    """The best plan under every budget and rule: a Result. `benefit` is (scenarios, options), `cost` (budgets,
    options) with one `budget` each (None: no limit), `needs` pairs (later, earlier), `exclusive` lists of
    options, `guarantees` pairs (weights by option, least sum); `measure` is "expected", "cvar" (of `level`),
    "maximin" or "minimax_regret". Names: `options`, `scenarios`, `budgets`, `guarantee_names`. See
    cpw_plans_choose."""
    values = {"measure": choice(measure, "measure", MEASURES), "whole": int(whole), "level": level}
    problem = structure(low.cpw_plans_problem, "choose", values)
    gains = _put(problem, "benefit", matrix(benefit, "benefit"))
    problem.scenarios, problem.options = gains.shape
    n = problem.options
    money = _put(problem, "budget", _budget(budget, "budget"))
    problem.budgets = money.shape[0]
    _put(problem, "cost", matrix(cost, "cost", problem.budgets, n))
    if probability is not None:
        _put(problem, "probability", vector(probability, "probability", problem.scenarios))
    for field, given in (("lower", lower), ("upper", upper), ("baseline", baseline)):
        if given is not None:
            _put(problem, field, vector(given if is_list(given) else [given] * n, field, n))
    _rules(problem, n, list(needs), [list(members) for members in exclusive], list(guarantees))
    set_texts(problem, "option_names", options, n, "options")
    set_texts(problem, "scenario_names", scenarios, problem.scenarios, "scenarios")
    set_texts(problem, "budget_names", budgets, problem.budgets, "budgets")
    set_texts(problem, "guarantee_names", guarantee_names, problem.guarantees, "guarantee_names")
    chosen = structure(low.cpw_plans_options, "choose", {})
    run = _run(chosen, nodes, progress)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_plans_choose", C.byref(problem), C.byref(chosen), C.byref(out))
    return Result(out)


def _periods(demand, periods, specialties, groups):
    made = Doubles(demand, "demand")
    if made.shape not in ((specialties, groups), (periods, specialties, groups)):
        raise InvalidError(
            f"demand has the shape {made.shape}, expected {(periods, specialties, groups)}", low.CPW_EINVAL, "demand"
        )
    if len(made.shape) == 3 or periods == 1:
        return made
    flat = [made.pointer[i] for i in range(specialties * groups)]
    return Doubles(flat * periods, "demand")


def joint(
    list,
    demand,
    tier_cost,
    tier_capacity,
    budget,
    group_weights=None,
    specialty_weights=None,
    period_weights=None,
    next=None,
    gaps=(),
    carry=False,
    specialties=None,
    groups=None,
    tiers=None,
    progress=None,
):
    """The plan that leaves fewest waiting, weighted: a Result. `list` is (specialties, groups), `demand` the
    same or (periods, specialties, groups), tiers are (specialties, tiers), `budget` one number a period, `gaps`
    triples (group, over group, at most). Names: `specialties`, `groups`, `tiers`. See cpw_plans_joint."""
    lists = structure(low.cpw_plans_lists, "joint", {"carry": int(carry)})
    waiting = _put(lists, "list", matrix(list, "list"))
    lists.specialties, lists.groups = waiting.shape
    lists.periods = _put(lists, "budget", _budget(budget, "budget")).shape[0]
    _put(lists, "demand", _periods(demand, lists.periods, lists.specialties, lists.groups))
    lists.tiers = _put(lists, "tier_cost", matrix(tier_cost, "tier_cost", lists.specialties)).shape[1]
    _put(lists, "tier_capacity", matrix(tier_capacity, "tier_capacity", lists.specialties, lists.tiers))
    weights = (
        ("group_weight", group_weights, lists.groups),
        ("specialty_weight", specialty_weights, lists.specialties),
        ("period_weight", period_weights, lists.periods),
    )
    for field, given, length in weights:
        if given is not None:
            _put(lists, field, vector(given, field, length))
    if next is not None:
        _put(lists, "next", matrix(next, "next", lists.specialties, lists.specialties))
    rules = [tuple(rule) for rule in gaps]
    if rules:
        of, over, most = zip(*rules)
        lists.gaps = len(rules)
        _put(lists, "gap_of", integers(of, "gaps"))
        _put(lists, "gap_over", integers(over, "gaps"))
        _put(lists, "gap_most", vector(most, "gaps"))
    set_texts(lists, "specialty_names", specialties, lists.specialties, "specialties")
    set_texts(lists, "group_names", groups, lists.groups, "groups")
    set_texts(lists, "tier_names", tiers, lists.tiers, "tiers")
    options = structure(low.cpw_plans_options, "joint", {})
    run = _run(options, None, progress)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_plans_joint", C.byref(lists), C.byref(options), C.byref(out))
    return Result(out)
