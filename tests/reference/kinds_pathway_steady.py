"""Cases of networks in the long run, and of the formulae that they are made of."""
import math

import carepath
from carepath import queue
from carepath.pathway import Network

# Mean days between arrivals at the stroke unit (asu) and the rehabilitation ward, chances to go on, and mean days of stay
# by type of patient: Monks et al., BMC Health Services Research 16:530 (2016), as in the parameters of pydesrap_stroke.
STROKE = {
    "types": ["stroke", "tia", "neuro", "other"],
    "asu_gap": [1.2, 9.3, 3.6, 3.2],
    "rehab_gap": [21.8, None, 31.7, 28.6],
    "to_rehab": [0.24, 0.01, 0.11, 0.05],
    "asu_stay": [0.24 * 7.4 + 0.13 * 4.6 + 0.63 * 7.0, 1.8, 4.0, 3.8],
    "rehab_stay": [0.4 * 30.3 + 0.6 * 28.4, 18.7, 27.6, 16.1],
}


def stroke(_inputs):
    groups, d = STROKE["types"], STROKE
    network = Network(
        stages=[{"name": "asu", "kind": "delay"}, {"name": "rehab", "kind": "delay"}],
        groups=[{"name": g} for g in groups],
        durations=[
            {"stage": ward, "group": g, "law": "exponential", "mean": mean}
            for ward in ("asu", "rehab")
            for g, mean in zip(groups, d[ward + "_stay"])
        ],
        routes=[
            {"from": "asu", "group": g, "to": to, "chance": chance}
            for g, p in zip(groups, d["to_rehab"])
            for to, chance in (("rehab", p), ("", 1 - p))
        ],
        arrivals=[
            {"stage": ward, "group": g, "rate": 1 / gap}
            for ward in ("asu", "rehab")
            for g, gap in zip(groups, d[ward + "_gap"])
            if gap
        ],
    )
    inside = network.steady()["inside_mean"]
    return {"offered_asu": float(inside[0][0]), "offered_rehab": float(inside[1][0])}


def weekly(inputs):
    means = queue.infinite_sinusoid(
        inputs["t"], inputs["lambda0"], inputs["amp"] / inputs["lambda0"], inputs["period"], empty=True, mean=1 / inputs["mu"]
    )
    return {"mean": [float(x) for x in means]}


def residual(inputs):
    cv = math.sqrt(math.exp(inputs["sdlog"] ** 2) - 1)
    first, second, _ = carepath.Duration("lognormal", inputs["lognormal_mean"], cv).moments()
    return {"mean_residual": second / (2 * first)}


def exponential(stages, means):
    return [{"stage": s, "law": "exponential", "mean": m} for s, m in zip(stages, means)]


def jackson(inputs):
    names = ["a", "b", "c"]
    routes = []
    for name, row in zip(names, inputs["R"]):
        routes += [{"from": name, "to": to, "chance": p} for to, p in zip(names, row) if p]
        routes.append({"from": name, "to": "", "chance": 1 - sum(row)})
    network = Network(
        stages=[{"name": n, "kind": "servers", "servers": c} for n, c in zip(names, inputs["servers"])],
        durations=exponential(names, [1 / mu for mu in inputs["mu"]]),
        routes=routes,
        arrivals=[{"stage": n, "rate": r} for n, r in zip(names, inputs["lambda"]) if r],
    )
    run = network.steady()
    return {
        "gamma": [float(run["arrival_rate"][i][0]) for i in range(3)],
        "Wq": [float(run["wait_mean"][i][0]) for i in range(3)],
        "L": [float(run["queue_mean"][i][0] + run["inside_mean"][i][0]) for i in range(3)],
        "sojourn": float(run["time_in_system"][0]),
    }


def tandem(inputs):
    network = Network(
        stages=[
            {"name": "acute", "kind": "beds", "servers": inputs["acute_beds"]},
            {"name": "community", "kind": "beds", "servers": inputs["comm_beds"], "waiting_room": inputs["comm_buffer"]},
        ],
        durations=exponential(["acute", "community"], [1 / inputs["mu_acute"], 1 / inputs["mu_comm"]]),
        routes=[
            {"from": "acute", "to": "community", "chance": inputs["p_comm"]},
            {"from": "acute", "to": "", "chance": 1 - inputs["p_comm"]},
        ],
        arrivals=[{"stage": "acute", "rate": inputs["lambda"]}],
    )
    run = network.steady()
    first = {name: float(run[name][0][0]) for name in ("queue_mean", "inside_mean", "blocked_mean", "wait_mean", "blocked_time")}
    return {
        "mean_in_or_waiting_acute": first["queue_mean"] + first["inside_mean"] + first["blocked_mean"],
        "mean_blocked": first["blocked_mean"],
        "blocked_time_per_arrival": first["blocked_time"],
        "mean_queue": first["queue_mean"],
        "mean_wait": first["wait_mean"],
        "mean_community": float(run["inside_mean"][1][0]),
    }


def delay_chance(inputs):
    return {"p_delay": [float(queue.erlang_b(load=inputs["offered"], servers=n)) for n in inputs["beds"]]}


def pooled(inputs):
    rows = []
    for providers, servers, load in inputs["rows"]:
        apart, together = (queue.mmc(arrivals=k * load, service_rate=1, servers=k * servers) for k in (1, providers))
        rows.append(
            {
                "providers": providers,
                "servers": servers,
                "load": load,
                "Wq_sep_in_service_times": float(apart["mean_wait"]),
                "Wq_pool": float(together["mean_wait"]),
                "ratio": float(apart["mean_wait"] / together["mean_wait"]),
                "Psep": float(apart["wait_chance"]),
                "Ppool": float(together["wait_chance"]),
            }
        )
    return {"rows": rows}


def leaving(inputs):
    network = Network(
        stages=[{"name": "list", "kind": "servers", "servers": inputs["servers"]}],
        durations=[{"stage": "list", "law": "exponential", "mean": 1 / inputs["mu"]}],
        changes=[{"stage": "list", "to": "", "law": "exponential", "mean": 1 / inputs["theta"]}],
        arrivals=[{"stage": "list", "rate": inputs["lambda"]}],
    )
    run = network.steady()
    return {
        "mean_queue": float(run["queue_mean"][0][0]),
        "p_abandon": float(run["left_rate"][0][0]) / inputs["lambda"],
        "p_wait": float(run["prob_wait"][0]),
    }


IDS = {
    "jackson_3node": jackson,
    "bas_tandem_exact": tandem,
    "stroke_pdelay_asu": delay_chance,
    "stroke_pdelay_rehab": delay_chance,
    "pooling_erlangC": pooled,
    "erlangA": leaving,
    "stroke_mginf_offered_load": stroke,
    "mt_m_inf_weekly": weekly,
    "residual_los_init": residual,
}
PICK = {
    "Erlang-B / Poisson ratio": ("p_delay",),
    "Erlang-B": ("p_delay",),
    "initial occupants: equilibrium residual": ("mean_residual",),
}
