"""Cases of stocks and flows without a network, by carepath.stocks."""
from carepath import stocks


def dpm_scalar(inputs):
    row, start, end, scale = inputs["row"], inputs["from"] - 1, inputs["to"] - 1, inputs["scale"]
    return {
        "take_from_no_change": stocks.projection_scale_row(row, start, end, scale),
        "proportional": stocks.projection_scale_row(row, start, end, scale, method="proportional"),
        # the case's phase: to a half over four periods, of the transition itself
        "phase_in_0.5_over_4": [row[end] * stocks.projection_phase(0.5, t, over=4) for t in range(6)],
    }


def nhp_step_counts(inputs):
    made = {}
    for measure, before, after in zip("xy", inputs["baseline"], inputs["future"]):
        steps = stocks.mitigators_steps(before, after, inputs["factors"])
        made[measure] = [float(x) for step in steps.values() for x in step]
    return made


def raid_bcr(inputs):
    found = stocks.liaison(years=1, bed_days=[inputs["beddays"]], unit=inputs["unit"], cost=[inputs["cost"]])
    return {"saving": int(found["saving"][0]), "bcr": float(found["ratio"][0])}


def lindley_discharge(inputs):
    return {"queue": stocks.discharge_queue(inputs["q0"], inputs["demand"], inputs["capacity"]).waiting}


def mh_surge_euler(inputs):
    group, steps = inputs["group"], round(1 / inputs["dt"])
    fields = {name: {"contacts": 0, **f} for name, f in inputs["treatments"].items()}
    services = {
        name: {k.replace("treat_pcnt", "treat"): v for k, v in f.items()} for name, f in fields.items()
    }
    needs = {name: {"share": c["pcnt"], "split": c["split"]} for name, c in inputs["conditions"].items()}
    found = stocks.surge(
        {"all": {"size": group["size"], "share": group["pcnt"] / 100, "curve": group["curve"]}},
        services,
        {"all": needs},
        method="euler",
        steps=steps,
    )
    labels = found.array("in_treatment").coords["flow"]
    made = {}
    for month in (1, 11):
        t = month * steps
        row = {"no_needs": float(found["no_needs"][t]), "at_risk": float(found["at_risk"][0][t])}
        for k, (condition, service) in enumerate(zip(labels["condition"], labels["service_of"])):
            row[f"{condition[:3]}_{service}"] = float(found["in_treatment"][k][t])
        made[f"t{month}"] = row
    return made


IDS = {
    "dpm_scalar": dpm_scalar,
    "nhp_step_counts": nhp_step_counts,
    "raid_bcr": raid_bcr,
    "lindley_discharge": lindley_discharge,
    "mh_surge_euler": mh_surge_euler,
}
