"""The kinds of fair ranking: minimum numbers of FA*IR, re-ranking, exposure."""
from carepath import fair


def fair_mtable(inputs):
    k, p, alpha = inputs["k"], inputs["p"], inputs["alpha"]
    plain, adjusted = fair.adjusted(k, p, alpha, "unadjusted"), fair.adjusted(k, p, alpha)
    return {
        "unadjusted": plain.minimum,
        "adjusted": adjusted.minimum,
        "alpha_adjusted": adjusted.adjusted,
        "exact_fail_unadjusted": plain.chance,
        "exact_fail_adjusted": adjusted.chance,
    }


def fair_rerank(inputs):
    table = fair.adjusted(inputs["k"], inputs["p"], inputs["alpha"]).minimum
    protected = inputs["protected"]
    found = fair.rerank(inputs["scores"], protected, table, places=inputs["k"])
    after = fair.test([protected[i] for i in found.order], table)
    return {
        "order_ids": found.order,
        "is_fair_before": fair.test(protected, table).passes,
        "is_fair_after": after.passes and found.passes,
    }


def exposure(inputs):
    assert inputs["position_bias"] == "1/log2(1+rank)"
    before, after = (fair.exposure(inputs[f"protected_order_{when}"]).mean for when in ("before", "after"))
    return {"mean_exposure_before": before, "mean_exposure_after": after}


KINDS = {"fair_mtable": fair_mtable, "fair_rerank": fair_rerank, "exposure": exposure}
# the peer's chances of failing leave out the last place (see docs/explanation/fair.md)
PICK = {
    "fair_mtable": (
        "unadjusted",
        "adjusted",
        "alpha_adjusted",
        "exact_fail_unadjusted",
        "exact_fail_adjusted",
    )
}
# the text of the cases names two tolerances; the expected chances carry the rounding of 1 - sum
TOLERANCES = {"fair_mtable": 1e-11, "fair_rerank": 1e-12, "exposure": 1e-12}
