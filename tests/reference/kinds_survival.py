"""The kinds of survival: Kaplan-Meier curves with percentiles, log-rank tests, restricted means."""
import math

from carepath import survival

PROBABILITIES = [0.25, 0.5, 0.75, 0.92]


def plain(value):
    """NaN and inf, where a percentile is not reached, are null in the cases."""
    return value if math.isfinite(value) else None


def table(rows):
    return [[plain(x) for x in row] for row in rows]


def kaplan_meier(inputs):
    options = {"conf_type": inputs["conf_type"], "probabilities": PROBABILITIES, "limits": []}
    found = survival.curves(inputs["time"], inputs["event"], inputs["group"], **options)
    time = [t for t, g in zip(inputs["time"], inputs["group"]) if g == 1]
    event = [e for e, g in zip(inputs["event"], inputs["group"]) if g == 1]
    first = survival.curves(time, event, times="every", **options)
    s, se = first["survival"][0], first["survival_se"][0]
    quantile, lower, upper = (table(found[f"quantile{end}"]) for end in ("", "_lower", "_upper"))
    return {
        "n": found["people"],
        "events": [row[0] for row in found["events"]],
        "median": [row[1] for row in quantile],
        "median_lcl": [row[1] for row in lower],
        "median_ucl": [row[1] for row in upper],
        "quantiles": quantile,
        "q_lower": lower,
        "q_upper": upper,
        "surv_group1": {
            "time": first["times"],
            "surv": s,
            "se_cumhaz": [b / a for a, b in zip(s, se)],
            "lower": first["survival_lower"][0],
            "upper": first["survival_upper"][0],
        },
    }


def logrank(inputs):
    found = survival.compare(
        inputs["time"], inputs["event"], inputs["group"], test="fleming-harrington", rho=inputs["rho"]
    )
    return {
        "obs": found.observed,
        "exp": found.expected,
        "var": found.variance,
        "chisq": found.statistic,
        "p": found.p,
    }


def rmst(inputs):
    found = survival.curves(inputs["time"], inputs["event"], inputs["group"], tau=inputs["tau"])
    return {"rmst": found["restricted_mean"], "se": found["restricted_mean_se"]}


KINDS = {"kaplan_meier": kaplan_meier, "logrank": logrank, "rmst": rmst}
