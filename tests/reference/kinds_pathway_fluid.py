"""The cases of networks over time: two stages with a step in capacity."""
from carepath import pathway


def two_stages(inputs):
    """Capacity changes at 30: a calendar of two steps, the second of which stays."""
    stages, rows = [], zip(inputs["c0"], inputs["c1_after30"])
    values = {"name": [], "period": [], "repeat": [], "step": [], "value": []}
    for k, (before, after) in enumerate(rows):
        stages.append({"name": f"s{k}", "kind": "servers", "servers": 1, "calendar": f"c{k}"})
        for step, value in enumerate((before, after)):
            for key, cell in zip(values, (f"c{k}", 30, 0, step, value)):
                values[key].append(cell)
    network = pathway.Network(
        stages=stages,
        calendars=values,
        durations=[{"stage": f"s{k}", "law": "exponential", "mean": 1 / mu} for k, mu in enumerate(inputs["mu"])],
        routes=[
            {"from": "s0", "to": "s1", "chance": inputs["p12"]},
            {"from": "s0", "to": "out", "chance": 1 - inputs["p12"]},
        ],
        arrivals=[{"stage": f"s{k}", "rate": rate} for k, rate in enumerate(inputs["lambda"])],
        initial=[{"stage": f"s{k}", "state": "in_service", "people": n} for k, n in enumerate(inputs["n0"])],
    )
    run = network.fluid(horizon=201, tolerance=1e-9)
    return {f"t{t}": [run["queue"][t][k][0] + run["inside"][t][k][0] for k in range(2)] for t in (10, 30, 60, 200)}


IDS = {"fluid_2node": two_stages}
