"""The kinds of queues in steady state: Erlang's formulae, M/M/..., other laws, priorities, networks."""
import re
from fractions import Fraction

from carepath import queue


def real(value):
    """A number or the text of one."""
    return float(Fraction(value)) if isinstance(value, str) else float(value)


def reals(values):
    return [reals(v) if isinstance(v, list) else real(v) for v in values]


def erlang_b(inputs):
    return {"B": queue.erlang_b(real(inputs["a"]), real(inputs["c"]))}


def erlang_c(inputs):
    return {"C": queue.erlang_c(real(inputs["a"]), real(inputs["c"]))}


def mmc_wait(inputs):
    lam, mu, c = (real(inputs[k]) for k in ("lam", "mu", "c"))
    m = queue.mmc(lam, mu, c)
    return {
        "P_wait": m.wait_chance,
        "Wq": m.mean_wait,
        "Lq": m.mean_queue,
        "W": m.mean_stay,
        "L": m.mean_number,
        "Wq_second_moment": m.wait_second,
        "var_Wq": m.wait_variance,
        "P_wait_gt_1": queue.mmc_wait_tail(lam, mu, c, 1.0),
        "quantile_50_Wq": queue.mmc_wait_quantile(lam, mu, c, 0.50),
        "quantile_92_Wq": queue.mmc_wait_quantile(lam, mu, c, 0.92),
    }


def mmck(inputs):
    m = queue.mmck(real(inputs["lam"]), real(inputs["mu"]), int(inputs["c"]), int(inputs["K"]))
    return {
        "P_block": m.block_chance,
        "p0": m.empty_chance,
        "Lq": m.mean_queue,
        "Wq_accepted": m.mean_wait,
    }


def mg1(inputs):
    m = queue.mg1(*(real(inputs[k]) for k in ("lam", "m1", "m2", "m3")))
    return {
        "Wq": m.mean_wait,
        "Lq": m.mean_queue,
        "Wq_second_moment": m.wait_second,
        "var_Wq": m.wait_variance,
    }


def md1_wait_cdf(inputs):
    return {"P_Wq_le_t": queue.md1_wait_within(*(real(inputs[k]) for k in ("lam", "D", "t")))}


def mdc_wait(inputs):
    m = queue.mdc(real(inputs["lam"]), real(inputs["D"]), int(inputs["c"]))
    return {"Lq": m.mean_queue, "Wq": m.mean_wait}


def arrival_law(inputs):
    """(law, scv) of "E2/M/1", "D/M/1", "M/M/1", "H2/M/1", "U/M/1", "G/M/1" and the moments beside it."""
    name = inputs["arrival"].split("/")[0].strip()
    scv = next((real(inputs[k]) for k in ("scv", "ca2", "cv2", "arrival_scv") if k in inputs), None)
    if name == "M":
        return "exponential", 1.0
    if name == "D":
        return "deterministic", 0.0
    erlang = re.fullmatch(r"E_?(\d+)", name)
    if erlang:
        return "gamma", 1.0 / int(erlang.group(1))
    if name.startswith("H"):
        if "p" in inputs and "rates" in inputs:
            p, rates = reals(inputs["p"]), reals(inputs["rates"])
            return (lambda s: sum(q * r / (r + s) for q, r in zip(p, rates))), 1.0
        return "hyperexponential", 4.0 if scv is None else scv
    if name.startswith("U"):
        return "uniform", 1.0 / 3.0 if scv is None else scv
    return "gamma", scv


def gim1(inputs):
    law, scv = arrival_law(inputs)
    m = queue.gim1(real(inputs["lam"]), real(inputs["mu"]), law, scv)
    return {"sigma": m.wait_chance, "Wq": m.mean_wait}


def erlang_a(inputs):
    m = queue.abandon(*(real(inputs[k]) for k in ("lam", "mu", "c", "theta")))
    return {
        "P_wait": m.wait_chance,
        "Lq": m.mean_queue,
        "Wq_all": m.mean_wait,
        "P_abandon": m.abandon_chance,
        "throughput": m.throughput,
        "utilisation": m.utilisation,
        "p0": m.empty_chance,
    }


def mgc_approx(inputs):
    lam, mu, c, scv = (real(inputs[k]) for k in ("lam", "mu", "c", "cs2"))
    return {
        "Wq_MMc": queue.mmc(lam, mu, c).mean_wait,
        "Wq_allen_cunneen": queue.allen_cunneen(lam, mu, c, 1.0, scv),
        "Wq_MDc_cosmetatos": queue.cosmetatos_mdc(lam, mu, c),
        "Wq_kimura": queue.kimura_mgc(lam, mu, c, scv),
        "Wq_cosmetatos_interp": queue.cosmetatos_mgc(lam, mu, c, scv),
    }


def mmc_priority_nonpreemptive(inputs):
    m = queue.priority_mmc(reals(inputs["lam"]), real(inputs["mu"]), real(inputs["c"]))
    waits = {f"Wq_class{k + 1}": w for k, w in enumerate(m.mean_wait)}
    return dict(waits, Wq_overall=m.overall, Wq_class1_second_moment=m.wait_second[0])


def mg1_priority(inputs):
    moments = [reals(inputs[k]) for k in ("lam", "m1", "m2")]
    turns = queue.priority_mg1(*moments)
    interrupts = queue.priority_mg1(*moments, rule="interrupts")
    found = {}
    for k, (wait, stay) in enumerate(zip(turns.mean_wait, interrupts.mean_stay)):
        found[f"Wq_class{k + 1}_nonpreemptive"] = wait
        found[f"sojourn_class{k + 1}_preemptive_resume"] = stay
    return found


def jackson(inputs):
    m = queue.jackson(*(reals(inputs[k]) for k in ("gamma", "P", "mu", "c")))
    found = {"L_total": m.total.mean_number, "mean_time_in_system": m.total.mean_stay}
    for i, (rate, wait) in enumerate(zip(m.rate, m.mean_wait)):
        found[f"lambda_{i + 1}"] = rate
        found[f"Wq_{i + 1}"] = wait
    return found


KINDS = {
    "erlang_b": erlang_b,
    "erlang_c": erlang_c,
    "mmc_wait": mmc_wait,
    "mmck": mmck,
    "mg1": mg1,
    "md1_wait_cdf": md1_wait_cdf,
    "mdc_wait": mdc_wait,
    "gim1": gim1,
    "erlang_a": erlang_a,
    "mgc_approx": mgc_approx,
    "mmc_priority_nonpreemptive": mmc_priority_nonpreemptive,
    "mg1_priority": mg1_priority,
    "jackson": jackson,
}
# the text of the cases names two tolerances; all of these are closed forms
TOLERANCES = {kind: 1e-12 for kind in KINDS}
