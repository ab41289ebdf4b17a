"""Distributional cost-effectiveness: the welfare of health by group and the weights it implies."""
from carepath import dcea


def _welfare(inputs, measure, aversion):
    args = inputs["qale"], inputs["population"]
    found = dcea.assess(*args, [0] * len(args[0]), measure, aversion)
    made = {form: dcea.weights(*args, measure, aversion, form) for form in dcea.FORMS}
    return {
        "ede": found.ede_before,
        "equity_weight_rel_least_deprived": made["relative"],
        "equity_weight_pop_normalised": made["normalised"],
    }, found, made


def dcea_atkinson(inputs):
    answer, found, made = _welfare(inputs, "atkinson", inputs["epsilon"])
    return {**answer, "atkinson": found.inequality_before, "ede_marginal_weight": made["marginal"]}


def dcea_kolm(inputs):
    answer, found, _ = _welfare(inputs, "kolm", inputs["alpha"])
    return {**answer, "kolm": found.inequality_before}


KINDS = {"dcea_atkinson": dcea_atkinson, "dcea_kolm": dcea_kolm}
