"""Pace of change: how fast allocations move to their targets, year by year, to the pound.

    from carepath import pace
    found = pace.path(baseline, weighted=[wp_2026, wp_2027], quantum=[103_000_000_000, 106_000_000_000], codes=codes,
                      rules=[pace.rule("min cash", 0.015), pace.rule("max cash", [(-0.05, 0.06), (0.05, 0.03)]),
                             pace.rule("min distance", -0.05)])
    found["allocation"], found["closing_distance"], found["waterfall"]

A rule is one value or points (opening distance, value) of a piecewise-linear function; two points of the same
distance are a step.
"""
import ctypes as C
import math

from . import _lowlevel as low
from ._library import call, lib
from ._memory import Doubles, choice, is_list, number, structure, whole
from ._people import Integers
from .apportion import METHODS as ROUNDINGS
from .apportion import texts
from .errors import InvalidError
from .result import Result

KINDS = {
    "min cash": low.CPW_PACE_MIN_CASH,
    "min head": low.CPW_PACE_MIN_HEAD,
    "max cash": low.CPW_PACE_MAX_CASH,
    "max head": low.CPW_PACE_MAX_HEAD,
    "min distance": low.CPW_PACE_MIN_DISTANCE,
    "max distance": low.CPW_PACE_MAX_DISTANCE,
    "convergence": low.CPW_PACE_CONVERGENCE,
}
METHODS = {"scale": low.CPW_PACE_SCALE, "add": low.CPW_PACE_ADD}
CONFLICTS = {
    "refuse": low.CPW_PACE_REFUSE,
    "floor": low.CPW_PACE_FLOOR_WINS,
    "cap": low.CPW_PACE_CAP_WINS,
}


class Rule:
    """A rule of the pace: `rule(distance)` is its value at an opening distance. Made with pace.rule."""

    def __init__(self, kind, points, year, name):
        self.kind, self.points, self.year, self.name = kind, points, year, name
        self.c = low.cpw_pace_rule()
        self._distance = Doubles([float(x) for x, _ in points], "distance")
        self._value = Doubles([float(v) for _, v in points], "value")
        self._name = None if name is None else str(name).encode()
        self.c.kind, self.c.year, self.c.points = KINDS[kind], year, len(points)
        self.c.distance, self.c.value, self.c.name = self._distance.pointer, self._value.pointer, self._name

    def __call__(self, distance):
        return lib.cpw_pace_value(C.byref(self.c), number(distance, "distance"))

    def __repr__(self):
        return f"pace.rule({self.kind!r}, {self.points!r}, year={self.year}, name={self.name!r})"


def rule(kind, value, year=None, name=None):
    """A rule: one value, or points (opening distance, value). `year` counts from 0; None: every year."""
    choice(kind, "kind", KINDS)
    kind = next(k for k in KINDS if k == kind or KINDS[k] == KINDS.get(kind))
    points = [(0.0, number(value, "value"))] if not is_list(value) else [tuple(point) for point in value]
    if not points or any(len(point) != 2 for point in points):
        raise InvalidError(f"value = {value!r} must be a number or points (distance, value)", low.CPW_EINVAL, "value")
    if any(not isinstance(x, (int, float)) or math.isnan(x) for point in points for x in point):
        points = [(number(x, "distance"), number(v, "value")) for x, v in points]
    return Rule(kind, points, -1 if year is None else whole(year, "year", C.c_int32), name)


def _years(values, name, rows):
    """(Doubles of (years, rows), years): one row of numbers is one year."""
    made = Doubles(values, name)
    shape = made.shape if len(made.shape) == 2 else (1, *made.shape)
    if len(shape) != 2 or shape[1] != rows:
        raise InvalidError(f"{name} has the shape {made.shape}, expected (years, {rows})", low.CPW_EINVAL, name)
    return made, shape[0]


def _plan(baseline, weighted, quantum, rules, base_people, people, deflator, codes, years, keep):
    base = Doubles(baseline, "baseline")
    if len(base.shape) != 1:
        raise InvalidError(f"baseline has the shape {base.shape}, expected one dimension", low.CPW_EINVAL, "baseline")
    rows = base.shape[0]
    shares, count = _years(weighted, "weighted", rows)
    money = Integers(quantum if is_list(quantum) else [quantum], "quantum")
    if (len(quantum) if is_list(quantum) else 1) != count:
        raise InvalidError(f"quantum has another number of years than weighted: {count}", low.CPW_EINVAL, "quantum")
    plan = low.cpw_pace_plan()
    plan.rows, plan.years = rows, count
    plan.baseline, plan.weighted, plan.quantum = base.pointer, shares.pointer, money.pointer
    keep += [base, shares, money]
    if base_people is not None:
        keep.append(Doubles(base_people, "base_people", (rows,)))
        plan.base_people = keep[-1].pointer
    if people is not None:
        keep.append(_years(people, "people", rows)[0])
        plan.people = keep[-1].pointer
        if _years(people, "people", rows)[1] != count:
            raise InvalidError(f"people has another number of years than weighted: {count}", low.CPW_EINVAL, "people")
    if deflator is not None:
        keep.append(Doubles(deflator if is_list(deflator) else [deflator] * count, "deflator", (count,)))
        plan.deflator = keep[-1].pointer
    for field, values, size in (("codes", codes, rows), ("year_names", years, count)):
        made = texts(values, field, size)
        if made is not None:
            keep.append(made)
            setattr(plan, field, C.cast(made, type(getattr(plan, field))))
    made = (low.cpw_pace_rule * max(len(rules), 1))(*[one.c for one in rules])
    keep.append(made)
    plan.rules, plan.rule = len(rules), made
    return plan


def path(
    baseline,
    weighted,
    quantum,
    rules=(),
    method="scale",
    base_people=None,
    people=None,
    deflator=None,
    codes=None,
    years=None,
    conflict="refuse",
    rounding="hamilton",
    near=0.01,
):
    """A glide path as a Result: allocation (year, row) in whole pounds, distances, growth, waterfall, ... See
    cpw_pace_path. `weighted` and `people` are (years, rows), `quantum` and `deflator` one a year; `method` is scale
    or add; `conflict` says what holds where a floor is above a cap: refuse, floor or cap."""
    keep = [list(rules)]
    plan = _plan(baseline, weighted, quantum, keep[0], base_people, people, deflator, codes, years, keep)
    options = structure(
        low.cpw_pace_options, "path",
        {"method": choice(method, "method", METHODS), "conflict": choice(conflict, "conflict", CONFLICTS),
         "rounding": choice(rounding, "rounding", ROUNDINGS), "near": number(near, "near")},
    )  # fmt: skip
    out = C.POINTER(low.cpw_result)()
    call("cpw_pace_path", C.byref(plan), C.byref(options), C.byref(out))
    return Result(out)
