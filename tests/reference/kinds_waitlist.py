"""The waitlist kinds of the reference cases: published tools' functions, by carepath.

Every handler only translates a peer's table into carepath's arrays and back; the numbers come from
the library, with the options that stand for the published choice.
"""
import carepath


def _table(rows, value, key="months_waited_id", period="period_id"):
    """A long table as (periods, bands) nested lists."""
    periods = sorted(set(rows[period]))
    bands = sorted(set(rows[key]))
    at = {(p, b): v for p, b, v in zip(rows[period], rows[key], rows[value])}
    return [[at[p, b] for b in bands] for p in periods]


def _unrecorded(inputs):
    redistribute, allow = inputs["redistribute_m0_reneges"], inputs["allow_negative_params"]
    if redistribute:
        return "redistribute" if allow else "redistribute-floor"
    return "allow" if allow else "floor"


def calibrate(inputs):
    waiting = _table(inputs["incompletes"], "incompletes")
    treated = _table(inputs["completes"], "treatments")
    starts = inputs["referrals"]
    if isinstance(starts, dict):
        starts = starts["referrals"]
    bands = inputs["max_months_waited"] + 1
    history = carepath.history(
        starts=[starts], treated=[treated], waiting=[waiting], bands=list(range(bands)), unit="months"
    )
    full = inputs["full_breakdown"]
    rule = _unrecorded(inputs)
    found = carepath.calibrate(history, estimator="mean", recency=1, unrecorded=rule, detail=full)
    if not full:
        return {
            "months_waited_id": list(range(bands)),
            "renege_param": found["removal_hazard"][0],
            "capacity_param": found["treatment_hazard"][0],
        }
    return _breakdown(found, rule, bands, len(waiting) - 1)


def _breakdown(found, rule, bands, periods):
    columns = {name: [] for name in (
        "period_id", "months_waited_id", "node_inflow", "treatments", "waiting_same_node", "reneges",
        "renege_param", "capacity_param")}
    for band in range(bands):
        for period in range(periods):
            cell = (0, period, band)
            inflow, unrecorded = found["inflow"][cell], found["unrecorded"][cell]
            removed = found["removed"][cell] - unrecorded
            if rule.startswith("redistribute") and band == 0 and unrecorded > 0:
                inflow, removed = inflow + unrecorded, 0.0
            if rule.endswith("floor"):
                removed = max(removed, 0.0)
            columns["period_id"].append(period + 1)
            columns["months_waited_id"].append(band)
            columns["node_inflow"].append(inflow)
            columns["treatments"].append(found["treated"][cell])
            columns["waiting_same_node"].append(found["closing"][cell])
            columns["reneges"].append(removed)
            columns["renege_param"].append(removed / inflow if inflow else 0.0)
            columns["capacity_param"].append(found["treated"][cell] / inflow if inflow else 0.0)
    return columns


def project(inputs):
    """Every published method by its own name."""
    parameters = inputs["renege_capacity_params"]
    waiting = inputs["incomplete_pathways"]["incompletes"]
    starts, capacity = inputs["referrals_projections"], inputs["capacity_projections"]
    backlog = carepath.backlog(
        waiting=[waiting],
        treatment_hazard=[parameters["capacity_param"]],
        removal_hazard=[parameters["renege_param"]],
        starts=[starts[0]],
        capacity=[capacity[0]],
        bands=list(range(len(waiting))),
        unit="months",
    )
    periods = len(starts)
    surplus = {"none": "none", "evenly": "evenly", "prioritise_long_waiters": "prioritise-long-waiters"}[inputs["method"]]
    found = carepath.project(backlog, periods=periods, starts=[starts], capacity=[capacity], surplus=surplus)
    cells = [(0, p, b) for p in range(periods) for b in range(len(waiting))]
    return {
        "period_id": [p + 1 for _, p, _ in cells],
        "months_waited_id": [b for _, _, b in cells],
        "calculated_treatments": [found["treated"][c] for c in cells],
        "reneges": [found["removed"][c] - found["unrecorded"][c] for c in cells],
        "incompletes": [found["waiting"][c] for c in cells],
    }


def relief_capacity(inputs):
    """Published: demand is raised by 2 x demand x cv / sqrt(n) where that is below 1 (a share that is
    multiplied by demand once too often). No case is below 1, so that none is raised."""
    demand, n, cv = inputs["demand"], inputs.get("num_referrals", 0), inputs.get("cv_demand", 0)
    if n > 0 and 0 < 2 * demand * cv / n**0.5 < 1:
        raise NotImplementedError("the published allowance for an estimated demand is not dimensionless")
    return carepath.relief_capacity(
        demand, inputs["queue_size"], inputs["target_queue_size"], inputs["time_to_target"]
    )


def wl_sizes(inputs):
    waiting, treated = carepath.steady_sizes(inputs["referrals"], inputs["r"], inputs["service"])
    return {"r": inputs["r"], "service": inputs["service"], "sigma": treated, "wlsize": waiting}


KINDS = {
    "calibrate_capacity_renege_params": calibrate,
    "apply_params_to_projections": project,
    "calc_queue_load": lambda i: carepath.load(i["demand"], i["capacity"]),
    "calc_target_mean_wait": lambda i: carepath.target_mean_wait(i["target_wait"], i["factor"]),
    "calc_target_queue_size": lambda i: carepath.target_size(i["demand"], i["target_wait"], i["factor"]),
    "calc_target_capacity": lambda i: carepath.target_capacity(
        i["demand"], i["target_wait"], i["factor"], i["cv_demand"], i["cv_capacity"]
    ),
    "calc_relief_capacity": relief_capacity,
    "calc_waiting_list_pressure": lambda i: carepath.pressure(i["mean_wait"], i["target_wait"]),
    "calc_priority_to_target": lambda i: carepath.priority_days(i["priority"]),
    "calc_wl_sizes": wl_sizes,
}
