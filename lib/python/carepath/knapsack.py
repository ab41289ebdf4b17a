"""Which options to buy with a fixed sum: 0/1 knapsack, one option of each class, options that need or exclude others.

    from carepath import knapsack
    bought = knapsack.solve(value=[60, 100, 120], cost=[10, 20, 30], budget=50)
    bought.value, bought.chosen      # 220, array([0, 1, 1]): proven to be the best
    bought.price, bought.next        # what one more pound buys, and the next option

Values are whole numbers, or floats (see cpw_knapsack_solve_real); costs and the budget are whole pounds.
"""
import ctypes as C
import numbers

from . import _lowlevel as low
from ._memory import Doubles, new_integers, structure, whole
from ._people import Integers
from ._run import Run
from .errors import InvalidError

ENDED = {
    low.CPW_KNAPSACK_PROVEN: "proven",
    low.CPW_KNAPSACK_STATES: "states",
    low.CPW_KNAPSACK_STEPS: "steps",
    low.CPW_KNAPSACK_TIME: "time",
}
#: fields of cpw_knapsack_answer that are values, in multiples of its unit
VALUES = ("value", "bound", "greedy", "next_value", "baseline")


class Answer:
    """What was chosen and what surrounds it: every field of cpw_knapsack_answer, with values in the unit that they
    were given in. `chosen` is 1 or 0 an option; of classes the index of the option chosen, -1 for none."""

    def __init__(self, answer, chosen):
        self.chosen = chosen
        self.unit = answer.unit
        for name in VALUES:
            exact = getattr(answer, name)
            setattr(self, name, exact if answer.unit == 1 else exact * answer.unit)
        self.relaxed = answer.relaxed * answer.unit
        self.price = answer.price * answer.unit
        self.cost = answer.cost
        self.unspent = answer.unspent
        self.count = answer.chosen
        self.proven = bool(answer.proven)
        self.ended = ENDED[answer.ended]
        self.break_item = None if answer.break_item < 0 else answer.break_item
        self.next = None if answer.next < 0 else answer.next
        self.next_extra = answer.next_extra
        self.steps = answer.steps
        self.states = answer.states

    def __repr__(self):
        state = "proven" if self.proven else f"at most {self.bound}"
        return f"<carepath.knapsack.Answer value {self.value} ({state}), cost {self.cost}>"


def _is_whole(values):
    kind = getattr(getattr(values, "dtype", None), "kind", None)
    if kind is not None:
        return kind in "iu"
    return all(isinstance(v, numbers.Integral) for v in values)


def _values(values):
    """(C array, its length, whether they are whole)."""
    if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
        raise InvalidError(f"value = {values!r} must be a list of numbers", low.CPW_EINVAL, "value")
    if _is_whole(values):
        return Integers(values, "value"), len(values), True
    made = Doubles(values, "value")
    if len(made.shape) != 1:
        raise InvalidError(f"value has the shape {made.shape}, expected one dimension", low.CPW_EINVAL, "value")
    return made, made.shape[0], False


def _integers(values, name, length, kind=C.c_int64, needed=False):
    if values is None and not needed:
        return None
    if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
        raise InvalidError(f"{name} = {values!r} must be a list of numbers", low.CPW_EINVAL, name)
    if len(values) != length:
        raise InvalidError(f"{name} has {len(values)} values, expected {length}", low.CPW_EINVAL, name)
    return Integers(values, name, kind)


def _options(name, run, baseline, limits, **more):
    given = {key: value for key, value in limits.items() if value is not None}
    options = structure(low.cpw_knapsack_options, name, {**given, **more})
    if baseline is not None:
        options.baseline = baseline.pointer
    options.cancel = C.pointer(run.cancel)
    return options


def solve(value, cost, budget, baseline=None, max_states=None, max_steps=None, max_seconds=None):
    """The most valuable set of options that a budget buys. See cpw_knapsack_solve."""
    value, n, exact = _values(value)
    cost = _integers(cost, "cost", n, needed=True)
    baseline = _integers(baseline, "baseline", n, C.c_int32)
    run = Run()
    limits = {"max_states": max_states, "max_steps": max_steps, "max_seconds": max_seconds}
    options = _options("solve", run, baseline, limits)
    chosen, pointer = new_integers((n,), C.c_int32)
    answer = low.cpw_knapsack_answer()
    name = "cpw_knapsack_solve" if exact else "cpw_knapsack_solve_real"
    budget = whole(budget, "budget")
    run.call(name, value.pointer, cost.pointer, n, budget, C.byref(options), pointer, C.byref(answer))
    return Answer(answer, chosen)


def choose(
    value, cost, first, budget, at_most_one=False, baseline=None, max_states=None, max_steps=None, max_seconds=None
):
    """One option of every class; class i has the options first[i] to first[i + 1] - 1. See cpw_knapsack_choose."""
    value, n, exact = _values(value)
    cost = _integers(cost, "cost", n, needed=True)
    baseline = _integers(baseline, "baseline", n, C.c_int32)
    if not hasattr(first, "__len__") or isinstance(first, (str, bytes)):
        raise InvalidError(f"first = {first!r} must be a list of numbers", low.CPW_EINVAL, "first")
    classes = len(first) - 1
    first = _integers(first, "first", classes + 1)
    if classes < 0:
        raise InvalidError("first must hold at least 0", low.CPW_EINVAL, "first")
    if first.pointer[classes] != n:
        raise InvalidError(
            f"first ends with {first.pointer[classes]}, but there are {n} options", low.CPW_EINVAL, "first"
        )
    run = Run()
    limits = {"max_states": max_states, "max_steps": max_steps, "max_seconds": max_seconds}
    options = _options("choose", run, baseline, limits, at_most_one=int(at_most_one))
    chosen, pointer = new_integers((classes,))
    answer = low.cpw_knapsack_answer()
    name = "cpw_knapsack_choose" if exact else "cpw_knapsack_choose_real"
    arrays = (value.pointer, cost.pointer, first.pointer)
    run.call(name, *arrays, classes, whole(budget, "budget"), C.byref(options), pointer, C.byref(answer))
    return Answer(answer, chosen)


def _needs(needs, n):
    if isinstance(needs, dict):
        for j in needs:
            if not isinstance(j, numbers.Integral) or isinstance(j, bool) or not 0 <= j < n:
                raise InvalidError(
                    f"needs has the key {j!r}, which is no option: keys are 0 to {n - 1}", low.CPW_EINVAL, "needs"
                )
        needs = [needs.get(j, ()) for j in range(n)]
    elif not hasattr(needs, "__len__") or isinstance(needs, (str, bytes)):
        raise InvalidError(f"needs = {needs!r} must be a dict or a list of lists", low.CPW_EINVAL, "needs")
    if len(needs) != n:
        raise InvalidError(f"needs has {len(needs)} lists, expected {n}", low.CPW_EINVAL, "needs")
    first, flat = [0], []
    for j, one in enumerate(needs):
        if not hasattr(one, "__iter__") or isinstance(one, (str, bytes)):
            raise InvalidError(f"needs[{j}] = {one!r} must be a list of options", low.CPW_EINVAL, "needs", j)
        flat += list(one)
        first.append(len(flat))
    return Integers(first, "needs"), Integers(flat, "needs")


def select(
    value,
    cost,
    budget,
    needs=None,
    group=None,
    must=None,
    settled=None,
    baseline=None,
    max_states=None,
    max_steps=None,
    max_seconds=None,
):
    """Options that need others (needs: {option: [options]} or a list of lists), exclude each other (group: a number
    an option, -1 for none; must: 1 a group that must have one), or are settled (1 in, -1 out, 0 free). See
    cpw_knapsack_select."""
    value, n, exact = _values(value)
    if not exact:
        raise InvalidError("value must be whole numbers for options with rules", low.CPW_EINVAL, "value")
    cost = _integers(cost, "cost", n, needed=True)
    baseline = _integers(baseline, "baseline", n, C.c_int32)
    rules = structure(low.cpw_knapsack_rules, "select", {})
    keep = []
    if needs is not None:
        keep += _needs(needs, n)
        rules.need_first, rules.need = keep[0].pointer, keep[1].pointer
    if group is not None:
        keep.append(_integers(group, "group", n))
        groups = max([int(g) for g in group], default=-1) + 1
        rules.groups = len(must) if hasattr(must, "__len__") else groups
        rules.group = keep[-1].pointer
    if must is not None:
        keep.append(_integers(must, "must", rules.groups, C.c_int32))
        rules.must = keep[-1].pointer
    if settled is not None:
        keep.append(_integers(settled, "settled", n, C.c_int32))
        rules.settled = keep[-1].pointer
    run = Run()
    limits = {"max_states": max_states, "max_steps": max_steps, "max_seconds": max_seconds}
    options = _options("select", run, baseline, limits)
    chosen, pointer = new_integers((n,), C.c_int32)
    answer = low.cpw_knapsack_answer()
    arguments = (value.pointer, cost.pointer, n, whole(budget, "budget"), C.byref(rules), C.byref(options))
    run.call("cpw_knapsack_select", *arguments, pointer, C.byref(answer))
    return Answer(answer, chosen)
