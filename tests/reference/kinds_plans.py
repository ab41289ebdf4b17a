"""Choices under several futures and joint plans of money and lists, by cpw_plans_choose and cpw_plans_joint."""
from carepath import plans


def robust(inputs):
    found = plans.choose(
        inputs["scenarios"],
        inputs["costs"],
        inputs["budget"],
        probability=inputs.get("probs"),
        measure=inputs["kind"],
        level=inputs.get("alpha", 0.0),
        lower=inputs.get("lower"),
        upper=inputs.get("upper"),
        whole=inputs.get("integer", inputs.get("whole", False)),
    )
    answer = {"value": float(found["value"]), "x": found["amount"], "scenario_benefit": found["scenario_benefit"]}
    answer["shadow_price_per_pound"] = float(found["price"][0])
    if inputs["kind"] == "minimax_regret":
        answer["regret"] = answer["value"]
        answer["scenario_best"] = found["scenario_best"]
    return answer


def joint(inputs):
    most = inputs.get("max_gap")
    groups = len(inputs["list"][0])
    found = plans.joint(
        inputs["list"],
        inputs["demand"],
        inputs["tier_cost"],
        inputs["tier_capacity"],
        inputs["budget"],
        group_weights=inputs.get("group_weights"),
        gaps=[] if most is None else [(0, groups - 1, most)],
        groups=inputs.get("groups"),
    )
    return {
        "weighted_end_list": float(found["weighted_end_list"]),
        "end_list_by_group": found["end_by_group"],
        "spend": float(found["spend"][0]),
        "activity_by_tier": found["activity"][0],
        "shadow_price_per_pound": float(found["price"][0]),
    }


KINDS = {"robust": robust, "joint": joint}
# as the cases' notes say, the rest is not unique
PICK = {
    "joint": ("weighted_end_list", "shadow_price_per_pound"),
    "robust": ("value", "regret", "scenario_best"),
}
MORE = {"robust": "a choice has value and regret, a case one of them"}
