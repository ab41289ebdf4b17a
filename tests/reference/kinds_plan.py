"""The published optimiser of capacity, by cpw_plan_published."""
import carepath

SURPLUS = {"none": "none", "evenly": "evenly", "prioritise_long_waiters": "prioritise"}


def optimise_capacity(inputs):
    rows, hazards = inputs["incomplete_pathways"], inputs["renege_capacity_params"]
    starts = inputs["referrals_projections"]
    backlog = carepath.backlog(
        waiting=[rows["incompletes"]],
        treatment_hazard=[hazards["capacity_param"]],
        removal_hazard=[hazards["renege_param"]],
        starts=[starts[0]],
        capacity=[inputs["t_1_capacity"]],
        bands=rows["months_waited_id"],
        unit="months",
    )
    target = inputs["target"]
    factors, outcomes = carepath.plan_published(
        backlog,
        share=round(float(target.strip("~%")) / 100, 12),
        relative=target.startswith("~"),
        band=inputs["target_bin"],
        periods=len(starts),
        starts=[starts],
        profile="flat" if inputs["capacity_profile"] == "flat" else "ramp",
        surplus=SURPLUS[inputs["method"]],
        tolerance=inputs["tolerance"],
        iterations=inputs["max_iterations"],
    )
    # what the published search calls converged includes a list that it has emptied
    return {"value": factors[0], "status": "converged" if outcomes[0] < 3 else "not_converged"}


KINDS = {"optimise_capacity": optimise_capacity}
