"""Separable allocation, whole units and alpha-fair shares, by carepath.budget.

The family of the curves is read from `family` or from `formula`, whatever spaces stand in it.
"""
import math

from carepath import budget
from carepath.response import Curves


def curves(inputs):
    said = (inputs.get("family") or "").lower()
    formula = inputs.get("formula", "").replace(" ", "").lower()
    a = inputs["a"]
    t = inputs.get("t", 0.0)
    upfront = inputs.get("upfront", inputs.get("offset", 0.0))
    if said in ("exp", "exponential") or "exp(" in formula or "e^" in formula:
        return Curves("exponential", a=a, t=t, upfront=upfront)
    if said in ("log", "logarithmic") or "ln(" in formula or "log(" in formula:
        return Curves("log", a=a, t=t, upfront=upfront)
    if said in ("sqrt", "root") or "sqrt(" in formula:
        return Curves("power", a=a, t=t, shape=0.5, upfront=upfront)
    if said in ("power", "pow"):
        return Curves("power", a=a, t=t, shape=inputs.get("b", inputs.get("shape", 0.5)), upfront=upfront)
    if said in ("hill", "s-shaped"):
        shape = inputs.get("h", inputs.get("shape"))
        return Curves("hill", a=a, t=inputs.get("k", t), shape=shape, upfront=upfront)
    if said == "linear" or formula in ("ax", "a*x"):
        return Curves("linear", a=a, upfront=upfront)
    raise ValueError(f"no curve is known for {said or formula!r}")


def constant(inputs, made):
    """sum of a sqrt(x + t) where the formula does not subtract its value at no spend."""
    formula = inputs.get("formula", "").replace(" ", "").lower()
    if "sqrt(x+t)" in formula and "-" not in formula:
        weights = inputs.get("weights") or [1.0] * made.n
        return math.fsum(w * made[i].a * math.sqrt(made[i].t) for i, w in enumerate(weights))
    return 0.0


def concave(inputs):
    made = curves(inputs)
    found = budget.allocate(
        made, inputs["budget"], weight=inputs.get("weights"), lower=inputs.get("lower"), upper=inputs.get("upper")
    )
    value = found.value + constant(inputs, made)
    assert found.gap <= 1e-9 * max(1.0, abs(value))
    return {
        "x": list(found.spend),
        "multiplier": found.multiplier,
        "objective": value,
        "slsqp_objective": value,
    }


def fox_greedy(inputs):
    found = budget.allocate_units(
        curves(inputs), inputs["units"], weight=inputs.get("weights"), lower=inputs.get("lower"),
        upper=inputs.get("upper"),
    )
    return {"x": [int(x) for x in found.spend], "objective": found.value, "milp_objective": found.value}


def alpha_fair(inputs):
    effectiveness = inputs["effectiveness"]
    found = budget.fair(
        Curves("linear", a=effectiveness), inputs["budget"], float(inputs["alpha"]),
        weight=inputs.get("weights"), lower=inputs.get("lower"), upper=inputs.get("upper"),
    )
    return {
        "x": list(found.spend),
        "utility": list(found.utility),
        "total_utility": found.total,
        "price_of_fairness_vs_max_unweighted": found.price_of_fairness,
    }


KINDS = {"concave": concave, "fox_greedy": fox_greedy, "alpha_fair": alpha_fair}
MORE = {
    "concave": "slsqp_objective is the same by a peer",
    "fox_greedy": "milp_objective is the same by a peer",
}
