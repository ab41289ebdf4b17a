"""The kinds of rates, funnels and control charts."""
import math

from carepath import rates, spc

SIGNIFICANCE = {
    0: "Not significant", -1: "Low (0.025)", 1: "High (0.025)", -2: "Low (0.001)", 2: "High (0.001)",
}  # fmt: skip
CAUSES = {
    0: "Common Cause", 1: "Above UCL", 2: "Below LCL", 4: "7 Point Trend (Increasing)", 8: "7 Point Trend (Decreasing)",
    16: "2 in 3 Above CL", 32: "2 in 3 Below CL", 64: "7 Points Above CL", 128: "7 Points Below CL",
}  # fmt: skip
TYPES = {
    0: "common_cause", 1: "special_cause_improvement", 2: "special_cause_improvement", 3: "special_cause_concern",
    4: "special_cause_concern", 5: "special_cause_neutral_high", 6: "special_cause_neutral_low",
}  # fmt: skip


def byars(inputs):
    n, d = inputs["n"], inputs["d"]
    made = rates.crude(n, d)
    return {
        "n": n,
        "d": d,
        "value": made.rate,
        "lowercl": made.lower,
        "uppercl": made.upper,
        "confidence": ["95%"] * len(n),
        "statistic": ["rate per 100000"] * len(n),
        "method": ["Byars" if x >= 10 else "Exact" for x in n],
    }


def wilson(inputs):
    n, d = inputs["n"], [inputs["d"]] * len(inputs["n"])
    made = rates.proportion(n, d)
    return {
        "n": n,
        "d": d,
        "value": made.share,
        "lowercl": made.lower,
        "uppercl": made.upper,
        "confidence": ["95%"] * len(n),
        "statistic": ["proportion of 1"] * len(n),
        "method": ["Wilson"] * len(n),
    }


def columns(inputs, *names):
    return [[row[name] for row in inputs["data"]] for name in names]


def dsr(inputs):
    x, n, standard = columns(inputs, "x", "n", "stdpop")
    made = rates.direct(x, n, standard, level=[0.95, 0.998])
    lower, upper = made["lower"][0], made["upper"][0]
    return {
        "total_count": float(made["count"][0]),
        "total_pop": float(made["population"][0]),
        "value": float(made["rate"][0]),
        "lower95_0cl": float(lower[0]),
        "upper95_0cl": float(upper[0]),
        "lower99_8cl": float(lower[1]),
        "upper99_8cl": float(upper[1]),
        "confidence": "95%, 99.8%",
        "statistic": "dsr per 100000",
        "method": "Dobson",
    }


def isr(inputs):
    x, n, above, below = columns(inputs, "x", "n", "ref_x", "ref_n")
    made = rates.indirect(sum(x), n, above, below)
    return {
        "observed": float(made["observed"][0]),
        "expected": float(made["expected"][0]),
        "value": float(made["ratio"][0]),
        "lowercl": float(made["ratio_lower"][0][0]),
        "uppercl": float(made["ratio_upper"][0][0]),
        "confidence": "95%",
        "statistic": "indirectly standardised ratio x 1",
        "method": "Byars" if sum(x) >= 10 else "Exact",
    }


def sizes_of(denominator):
    """The sizes at which the profiles draw their lines: 100 whole numbers, closer where they are small."""
    most = max(denominator)
    digits = len(str(math.ceil(most * 1.05))) - 2
    end = math.ceil(most * 1.05 / 10**digits) * 10**digits
    if most > 2 * min(denominator):
        size = [1]
    else:
        raise ValueError("not needed by any case")
    for j in range(2, 101):
        size.append(max(round((end / size[-1]) ** (1 / (101 - j)) * size[-1]), size[-1] + 1))
    return size


def funnel_limits(inputs):
    above, below = inputs["numerator"], inputs["denominator"]
    size = sizes_of(below)
    target = sum(above) / sum(below)
    made = rates.funnel_lines(size, target, multiplier=100)
    columns = {
        f"{side}_{k + 2}s_limit": [float(row[k]) for row in getattr(made, side)] for side in ("lower", "upper") for k in (0, 1)
    }
    return {
        "Population": size,
        **columns,
        "baseline": [target * 100] * len(size),
        "statistic": ["proportion"] * len(size),
        "method": ["Wilson"] * len(size),
    }


def funnel_significance(inputs):
    made = rates.funnel(inputs["numerator"], inputs["denominator"])
    return {"significance": [SIGNIFICANCE[int(c)] for c in made["class"]]}


def xmr_limits(inputs):
    plain, screened = spc.limits_of(inputs["x"], screen=False), spc.limits_of(inputs["x"])
    return {
        "mean": plain.mean,
        "mR_bar": plain.range_mean,
        "upl": plain.upper,
        "lpl": plain.lower,
        "mr_limit_3267": plain.range_limit,
        "screened_mR_bar": screened.range_mean,
        "upl_screened": screened.upper,
        "lpl_screened": screened.lower,
    }


def xmr_flags(inputs):
    made = spc.xmr(inputs["y"], screen=inputs["screen_outliers"], improvement=inputs["improvement_direction"])
    return {
        "mean": float(made["mean"][0]),
        "lpl": float(made["lower"][0]),
        "upl": float(made["upper"][0]),
        "special_cause_type": [CAUSES[int(c)] for c in made["cause"]],
        "point_type": [TYPES[int(t)] for t in made["type"]],
    }


KINDS = {
    "byars": byars,
    "dsr": dsr,
    "isr": isr,
    "wilson": wilson,
    "funnel_limits": funnel_limits,
    "funnel_significance": funnel_significance,
    "xmr_limits": xmr_limits,
    "xmr_flags": xmr_flags,
}
