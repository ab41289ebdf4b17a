"""Inequality measures, by carepath.equity."""
from carepath import equity


def gap_ratio_paf(inputs):
    g = equity.gaps(inputs["rates"], inputs["pop"])
    return {
        "absolute_gap": g.gap,
        "ratio": g.ratio,
        "overall": g.mean,
        "PAR": g.par,
        "PAF": g.paf,
        "between_group_variance": g.variance,
        "index_of_disparity": 100 * g.disparity,
    }


def sii_wls(inputs):
    s = equity.slope(inputs["value"], inputs["population"], method="residual")
    return {"intercept": s.intercept, "slope": s.slope, "se": [s.intercept_se, s.slope_se]}


def sii_interval(inputs):
    s = equity.slope(inputs["value"], inputs["population"], lower=inputs["lower"], upper=inputs["upper"])
    return {
        "sii": s.sii,
        "se": s.sii_se,
        "lower": s.sii_lower,
        "upper": s.sii_upper,
        "coef_intercept": s.intercept,
    }


def phe_areas(inputs, **options):
    """Rows of (area, decile, ...) as arrays (areas, deciles). The published limits are simulated; what they
    are simulations of stands in closed form, and is what they are compared with. That our own simulation
    has the same target is tested in tests/equity, where its error is known."""
    rows = sorted(inputs["data"], key=lambda r: (r["area"], r["decile"]))
    areas = sorted({r["area"] for r in rows})

    def column(name):
        return [[r[name] for r in rows if r["area"] == a] for a in areas]

    found = equity.slope(
        column("value"),
        column("population"),
        lower=column("lowerCL"),
        upper=column("upperCL"),
        method="exact",
        **options,
    )
    return areas, found


def limits(found, k, text):
    return {
        f"{measure}_{end}{text}": [row[k] for row in getattr(found, f"{measure}_{end}")]
        for measure in ("sii", "rii")
        for end in ("lower", "upper")
    }


def phe_no_transform(inputs):
    areas, s = phe_areas(inputs, level=[0.95])
    out = {"area": areas, "sii": s.sii, "rii": s.rii, "intercept": s.intercept}
    return {**out, **limits(s, 0, "95_0cl")}


def phe_rate_log(inputs):
    areas, s = phe_areas(inputs, level=[0.95, 0.998], transform="log")
    out = {"area": areas, "sii": s.sii, "rii": s.rii, "intercept": s.intercept}
    return {**out, **limits(s, 0, "95_0"), **limits(s, 1, "99_8")}


def concentration_index(inputs):
    binary = set(inputs["y"]) <= {0.0, 1.0}
    options = {"lowest": 0, "highest": 1} if binary else {}
    c = equity.concentration(inputs["y"], weight=inputs["weight"], **options)
    return {
        "C": c.index,
        "C_via_regression": c.index,
        "mean": c.mean,
        "generalised": c.generalised,
        "se_kakwani_delta": c.index_se,
        "wagstaff": c.wagstaff,
        "erreygers": c.erreygers,
    }


def concentration_index_grouped(inputs):
    c = equity.concentration_grouped(inputs["mean_wait"], inputs["pop_share"])
    return {"C_cov": c.index, "C_trapezoid": c.index}


def inequality(inputs):
    x = inputs["x"]
    d = equity.dispersion(x)
    atkinson = equity.ede(x, kind="atkinson", aversion=[0.5, 1, 2]).index
    ge = equity.entropy(x, [2, -1])
    return {
        "gini": d.gini,
        "gini_n_corrected": d.gini_corrected,
        "theil_T": d.theil_t,
        "theil_L": d.theil_l,
        "ge_2": ge[0],
        "ge_m1": ge[1],
        "atkinson_05": atkinson[0],
        "atkinson_1": atkinson[1],
        "atkinson_2": atkinson[2],
        "kolm_005": equity.ede(x, kind="kolm", aversion=0.05).index,
    }


def theil_decomposition(inputs):
    d = equity.decompose(inputs["x"], inputs["group"], "theil_t")
    return {"total": d.total, "between": d.between, "within": d.within}


AVERSIONS = {
    "atkinson_ede": ("atkinson", "e", (0, 1, 7, 10, 15)),
    "kolm_ede": ("kolm", "a", (0, 0.02, 0.1, 0.2)),
    "ext_gini_ede_unscaled": ("gini", "v", (1, 2, 5)),
}


def ede_by_group(inputs):
    out = {"mean": equity.dispersion(inputs["health"], inputs["population"]).mean}
    for name, (kind, letter, values) in AVERSIONS.items():
        found = equity.ede(inputs["health"], inputs["population"], kind, list(values)).ede
        out[name] = {f"{letter}{v:g}": found[i] for i, v in enumerate(values)}
    return out


def york_three_individuals(inputs):
    people = [row["POPULATION"] for row in inputs["data"]]
    columns = [[row[f"DECISION_{d}"] for row in inputs["data"]] for d in "ABCDEF"]

    def all_of(kind, aversion):
        return [equity.ede(column, people, kind, aversion).ede for column in columns]

    return {
        "atkinson_e1": all_of("atkinson", 1),
        "atkinson_e5": all_of("atkinson", 5),
        "kolm_005": all_of("kolm", 0.05),
    }


KINDS = {
    "gap_ratio_paf": gap_ratio_paf,
    "sii_wls": sii_wls,
    "sii_interval": sii_interval,
    "concentration_index": concentration_index,
    "concentration_index_grouped": concentration_index_grouped,
    "inequality": inequality,
    "theil_decomposition": theil_decomposition,
    "ede_by_group": ede_by_group,
    "york_three_individuals": york_three_individuals,
}
IDS = {"phe_sii_no_transform": phe_no_transform, "phe_sii_rate_log": phe_rate_log}
# limits within 1 %; sii, rii and intercept to 1e-9 in tests/equity/check_slope.c
TOLERANCES = {"phe_sii": 0.01}
# sii_lower99_8 is left out: 1 % of a limit next to 0 is below the published simulation's own error there
# (0.9685 against the exact 0.9238, where one standard deviation of the simulation is 0.06)
PICK = {
    "phe_sii": ("area", "sii", "rii", "intercept")
    + tuple(f"{m}_{e}95_0{t}" for m in ("sii", "rii") for e in ("lower", "upper") for t in ("", "cl"))
    + ("sii_upper99_8", "rii_lower99_8", "rii_upper99_8")
}
MORE = {"concentration_index": "one handler for micro data with and without bounds"}
