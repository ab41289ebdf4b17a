"""The kinds of urgency and of queue disciplines: SWALIS, points tables, generalised c-mu, priorities."""
from carepath import queue, urgency


def swalis(inputs):
    scale = urgency.Scale(inputs["mtbt_days"])
    assert [c["target_days"] for c in scale.classes] == [c["target_days"] for c in urgency.scale("swalis").classes]
    names, days = zip(*inputs["patients"])
    score = [float(s) for s in scale.score(names, days)]
    order = sorted(range(len(names)), key=lambda i: (-score[i], i))
    return {"score_percent": score, "order": [names[i] for i in order]}


def swalis_reclassified(inputs):
    return {"score_percent": float(urgency.scale("swalis").cumulative([inputs["history"]])[0])}


def points_table(inputs):
    example = inputs.pop("example")
    return {"example_partial_score": float(urgency.PointsTable(inputs).score([example]).total[0])}


def generalised_cmu(inputs):
    index = urgency.generalised_cmu(inputs["mu"], inputs["theta"], inputs["head_wait"], exponent=2)
    return {"index": index, "serve": urgency.next_in_line(index)}


def accumulating_priority_mg1(inputs):
    rates, n = inputs["lam"], len(inputs["lam"])
    m1, m2 = [inputs["mean_service"]] * n, [inputs["second_moment"]] * n
    waits = [float(w) for w in queue.accumulating_mg1(rates, m1, m2, inputs["b"]).mean_wait]
    # the conservation law, from the waits and from first come first served
    loads = [r * s for r, s in zip(rates, m1)]
    all_alike = queue.mg1(sum(rates), m1[0], m2[0]).mean_wait
    return {
        "W": waits,
        "conservation_lhs": sum(load * wait for load, wait in zip(loads, waits)),
        "conservation_rhs": sum(loads) * all_alike,
    }


def static_priority_mm1(inputs):
    return {"W": queue.priority_mmc(inputs["lam"], 1.0 / inputs["mean_service"], 1).mean_wait}


KINDS = {
    "swalis": swalis,
    "swalis_reclassified": swalis_reclassified,
    "points_table": points_table,
    "generalised_cmu": generalised_cmu,
    "accumulating_priority_mg1": accumulating_priority_mg1,
    "static_priority_mm1": static_priority_mm1,
}
# the text of the cases names two tolerances; all of these are closed forms
TOLERANCES = {kind: 1e-12 for kind in KINDS}
