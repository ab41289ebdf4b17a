"""The kinds of queues over time: transient, by period, swinging, weekly lists, stations with blocking.
"""
import carepath

# how a case calls figures of a course
FIGURES = {
    "E_N": "number",
    "E_queue": "queue",
    "P_wait": "wait_chance",
    "p0": "empty_chance",
}


def _start(start):
    """How a case names its start: "empty", a number of people, or chances of 0, 1, ... people."""
    return 0 if start in (None, "empty") else start if isinstance(start, list) else int(start)


def _at_the_end(course):
    out = {name: float(course[ours][-1]) for name, ours in FIGURES.items()}
    out["P_N_le_2c"] = float(course["level_chance"][-1, 0])
    return out


def transient(inputs):
    servers = int(inputs["c"])
    return _at_the_end(
        carepath.queue.transient(
            float(inputs["lam"]),
            float(inputs["mu"]),
            servers,
            [float(inputs["t"])],
            start=_start(inputs.get("start")),
            patience=float(inputs.get("theta", 0.0)),
            levels=[2 * servers],
        )
    )


def sinusoid(inputs):
    servers = int(inputs["c"])
    return _at_the_end(
        carepath.queue.sinusoid(
            float(inputs["lam_base"]),
            float(inputs["amplitude"]),
            float(inputs["period"]),
            float(inputs["mu"]),
            servers,
            [float(inputs["t"])],
            start=_start(inputs.get("start")),
            levels=[2 * servers],
        )
    )


def piecewise(inputs):
    course = carepath.queue.periods(
        inputs["period_length"],
        [float(rate) for rate in inputs["rates"]],
        inputs["mu"],
        inputs["c"],
        start=_start(inputs.get("start")),
    )
    out = {}
    for k in range(len(inputs["rates"])):
        out[f"E_N_end_period{k + 1}"] = float(course["number"][k])
        out[f"P_wait_end_period{k + 1}"] = float(course["wait_chance"][k])
    return out


def weekly(inputs):
    course = carepath.queue.weekly(
        int(inputs["weeks"]),
        inputs["arrivals_per_week"],
        inputs["capacity"],
        inputs["renege"],
        opening=int(inputs["backlog"]),
        waits=False,
    )
    out = {}
    for k in range(int(inputs["weeks"])):
        out[f"E_Q_week{k + 1}"] = float(course["mean"][k])
        out[f"sd_Q_week{k + 1}"] = float(course["sd"][k])
    out["E_treated_total"] = float(course["treated_total"])
    out["E_reneged_total"] = float(course["removed_total"])
    out["P_Q_zero_end"] = float(course["empty_chance"][-1])
    return out


def saturated(inputs):
    found = carepath.queue.tandem_saturated(
        float(inputs["mu1"]),
        float(inputs["mu2"]),
        int(inputs.get("c1", 1)),
        int(inputs.get("c2", 1)),
        int(inputs["buffer"]),
    )
    return {
        "throughput": found["throughput"],
        "P_blocked": found["blocked_chance"],
        "P_starved": found["starved_chance"],
    }


def open_finite(inputs):
    found = carepath.queue.tandem_open(
        float(inputs["lam"]),
        float(inputs["mu1"]),
        float(inputs["mu2"]),
        int(inputs["K1"]),
        int(inputs["c1"]),
        int(inputs["c2"]),
        int(inputs.get("room_between", 0)),
    )
    return {
        "throughput": found["throughput"],
        "P_lost": found["loss_chance"],
        "Lq1": found["mean_queue1"],
        "mean_blocked": found["mean_blocked"],
        "Wq1": found["mean_wait1"],
        "mean_block_time": found["mean_block_time"],
    }


KINDS = {
    "mmc_transient": transient,
    "mtmc_sinusoid": sinusoid,
    "mtmc_piecewise": piecewise,
    "waiting_list_weekly_batch": weekly,
    "waiting_list_weekly_batch_urgent": weekly,
    "tandem_bas_saturated": saturated,
    "tandem_bas_open_finite": open_finite,
}
TOLERANCES = {"tandem_bas_saturated": 1e-12, "tandem_bas_open_finite": 1e-12}
MORE = {
    "waiting_list_weekly_batch": "all weeks are given, a case asks for some",
    "waiting_list_weekly_batch_urgent": "all weeks are given, a case asks for some",
}
