"""What it would take: the capacity that reaches several standards at several dates.

    plan = carepath.plan(backlog, [carepath.goal(0.65, by=10), carepath.goal(0.92, by=46)],
                         profile="periods", objective="smooth")
    plan["capacity_path"]        # (lists, periods)
"""
import ctypes as C
import numbers

from . import _lowlevel as low
from ._library import call
from ._memory import Doubles, choice, dimension, new_doubles, structure
from ._run import Run
from .errors import InvalidError
from .result import Result
from .waitlist import PROFILES, Backlog, _per_period, _view

GOALS = {
    "within": low.CPW_GOAL_WITHIN,
    "long-waits": low.CPW_GOAL_LONG_WAITS,
    "long-share": low.CPW_GOAL_LONG_SHARE,
    "size": low.CPW_GOAL_SIZE,
}
PLAN_PROFILES = {**PROFILES, "shape": low.CPW_PROFILE_SHAPE, "periods": low.CPW_PROFILE_PERIODS}
OBJECTIVES = {
    "least": low.CPW_PLAN_LEAST,
    "smooth": low.CPW_PLAN_SMOOTH_SQUARES,
    "smooth-largest": low.CPW_PLAN_SMOOTH_LARGEST,
}
PUBLISHED_SURPLUS = {
    "none": low.CPW_PUBLISHED_NONE,
    "evenly": low.CPW_PUBLISHED_EVENLY,
    "prioritise": low.CPW_PUBLISHED_PRIORITISE,
}


def goal(level=0.92, weeks=18.0, by=12, kind="within", list=-1):
    """One standard at one date, for `plan`. kind "within": at least the share `level` within
    `weeks`; "long-share" and "long-waits": at most the share, or the people, beyond `weeks`;
    "size": at most so many people. `by`: periods from now; `list`: its index, -1 for every list."""
    made = structure(
        low.cpw_goal,
        "goal",
        {"weeks": weeks, "level": level, "period": by, "list": list},
    )
    made.kind = choice(kind, "kind", GOALS)
    return made


def _goals(goals):
    goals = [goals] if isinstance(goals, low.cpw_goal) else [g for g in goals]
    for g in goals:
        if not isinstance(g, low.cpw_goal):
            raise InvalidError(
                f"goals has a {type(g).__name__}: make each with carepath.goal", low.CPW_EINVAL, "goals"
            )
    return (low.cpw_goal * len(goals))(*goals)


def _limit(values, name, lists, periods):
    """A number for all, one a period, or one a list and period."""
    if isinstance(values, numbers.Real):
        values = [[values] * periods] * lists
    return _per_period(values, name, lists, periods)


def plan(
    backlog,
    goals,
    periods=0,
    profile="flat",
    objective="least",
    starts=None,
    shape=None,
    lower=None,
    upper=None,
    change=None,
    longest_first=0.0,
    whole_bands=False,
    sensitivity=True,
    period_labels=None,
    threads=1,
    progress=None,
):
    """The capacity that reaches several standards at several dates. See cpw_plan_capacity.
    `lower`, `upper`: a number, or (lists, periods); `change`: the largest change from period to
    period, a number or one a list."""
    view = _view(backlog, Backlog, "plan")
    asked = _goals(goals)
    length = periods if periods else max((g.period for g in asked), default=0)
    options = structure(
        low.cpw_plan_options,
        "plan",
        {
            "periods": periods,
            "longest_first": longest_first,
            "whole_bands": int(whole_bands),
            "sensitivity": int(sensitivity),
            "profile": choice(profile, "profile", PLAN_PROFILES),
            "objective": choice(objective, "objective", OBJECTIVES),
        },
    )
    options.goals = C.cast(asked, C.POINTER(low.cpw_goal))
    options.goal_count = len(asked)
    keep = []
    for name, values in (("starts", starts), ("shape", shape), ("lower", lower), ("upper", upper)):
        if values is None:
            continue
        keep.append(_limit(values, name, view.lists, max(length, 0)))
        setattr(options, name, keep[-1].pointer)
    if change is not None:
        changes = [change] * view.lists if isinstance(change, numbers.Real) else change
        keep.append(Doubles(changes, "change", (view.lists,)))
        options.change = keep[-1].pointer
    labels = dimension("period", period_labels, length)
    if labels is not None:
        options.period = C.pointer(labels)
    run = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_plan_capacity", C.byref(view), C.byref(options), run.pointer, C.byref(out))
    return Result(out)


def plan_published(
    backlog,
    share=0.08,
    band=4,
    periods=12,
    relative=False,
    profile="flat",
    surplus="evenly",
    tolerance=0.005,
    iterations=50,
    starts=None,
):
    """The published search for a capacity, to compare with: (factors, outcomes), one a list. See
    cpw_plan_published."""
    view = _view(backlog, Backlog, "plan_published")
    options = structure(
        low.cpw_plan_published_options,
        "plan_published",
        {
            "share": share,
            "band": band,
            "periods": periods,
            "relative": int(relative),
            "tolerance": tolerance,
            "iterations": iterations,
            "profile": choice(profile, "profile", PROFILES),
            "surplus": choice(surplus, "surplus", PUBLISHED_SURPLUS),
        },
    )
    keep = _per_period(starts, "starts", view.lists, periods)
    if keep is not None:
        options.starts = keep.pointer
    factors, pointer = new_doubles((view.lists,))
    outcomes = (C.c_int32 * view.lists)()
    call("cpw_plan_published", C.byref(view), C.byref(options), pointer, outcomes)
    return factors, [int(o) for o in outcomes]
