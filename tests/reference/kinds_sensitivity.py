"""Sobol' indices of Ishigami's function, intervals of experts, and the worst tail of scenarios."""
import math

from carepath import sensitivity, stats

NODES = 24


def gauss(n):
    """Points and weights of Gauss's quadrature on 0 to 1, which is exact for polynomials of degree 2n - 1."""
    points, weights = [], []
    for k in range(n):
        x = math.cos(math.pi * (k + 0.75) / (n + 0.5))
        for _ in range(100):
            before, now = 1.0, x
            for j in range(2, n + 1):
                before, now = now, ((2 * j - 1) * x * now - (j - 1) * before) / j
            slope = n * (x * now - before) / (x * x - 1)
            x, moved = x - now / slope, now / slope
            if abs(moved) < 1e-16:
                break
        points.append(0.5 + 0.5 * x)
        weights.append(1 / ((1 - x * x) * slope * slope))
    return points, weights


def sobol_ishigami(inputs):
    """Exactly, by the analysis of variance on a grid of quadrature points."""
    points, weights = gauss(NODES)
    x = [math.pi * (2 * p - 1) for p in points]
    y = [
        math.sin(u) + inputs["a"] * math.sin(v) ** 2 + inputs["b"] * w**4 * math.sin(u)
        for u in x
        for v in x
        for w in x
    ]
    found = sensitivity.sobol_grid(y, [NODES] * 3, [weights] * 3)
    return {"S1": list(found.first), "ST": list(found.total)}


def nhp_interval(inputs):
    """The model divides by 2.563103, which is the interval of the share 2 Phi(2.563103 / 2) - 1, not quite 0.8."""
    share = 2 * stats.normal_cdf(2.563103 / 2) - 1
    p = sensitivity.normal_interval(inputs["low"], inputs["high"], share)
    return {"mean": p.mean, "sd": p.sd}


def cvar(inputs):
    found = sensitivity.tail_risk(inputs["loss"], inputs["alpha"])
    return {"VaR": found.value_at_risk, "CVaR": found.conditional}


IDS = {"sobol_ishigami": sobol_ishigami, "nhp_interval": nhp_interval, "cvar": cvar}
PICK = {"Rockafellar-Uryasev on scenarios": ("VaR", "CVaR")}
