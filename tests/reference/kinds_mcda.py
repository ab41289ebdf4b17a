"""The kinds of methods for comparison: weighted sum and product, TOPSIS, VIKOR, PROMETHEE II, ELECTRE I, and
acceptability with two criteria."""
import math

from carepath import mcda, smaa

SHAPES = {"usual": "usual", "vshape_2": "linear"}


def table(inputs):
    return inputs["matrix"], inputs["weights"], inputs["types"]


def weighted_sum(inputs):
    return {"score": mcda.weighted_sum(*table(inputs), normalise=inputs["normalise"])}


def weighted_product(inputs):
    return {"score": mcda.weighted_product(*table(inputs), normalise="sum")}


def topsis(inputs):
    return {"score": mcda.topsis(*table(inputs), normalise=inputs["normalise"])}


def topsis_rank_reversal(inputs):
    values, weights, types = table(inputs["full"])
    out = inputs["removed_row"]
    rest = [i for i in range(len(values)) if i != out]
    less = [values[i] for i in rest]
    found = mcda.reversals(values, weights, types, method="topsis", normalise="minmax", remove=[out])
    if [r.removed for r in found] != [out]:
        return {"not found": found}
    return {
        "order_full": mcda.order(mcda.topsis(values, weights, types, normalise="minmax")),
        "order_without_row2_original_indices": [
            rest[i] for i in mcda.order(mcda.topsis(less, weights, types, normalise="minmax"))
        ],
    }


def vikor(inputs):
    return {"Q": mcda.vikor(*table(inputs), v=0.5, normalise="minmax").q, "v": 0.5}


def promethee2(inputs):
    shape = SHAPES[inputs["preference_function"]]
    return {"net_flow": mcda.promethee(*table(inputs), shape=shape, p=inputs["p"], q=inputs["q"]).net}


def filled(matrix):
    """-1 on the diagonal, as the published software has it."""
    rows = [list(row) for row in matrix]
    return [[-1.0 if math.isnan(x) else float(x) for x in row] for row in rows]


def electre1(inputs):
    got = mcda.electre1(
        *table(inputs), concordance=inputs["p"], discordance=inputs["q"], scale="largest", kernel="unbeaten"
    )
    return {
        "kernel": [bool(k) for k in got.kernel],
        "concordance": filled(got.concordance),
        "discordance": filled(got.discordance),
    }


def smaa_exact(inputs):
    scores = inputs["scores"]
    share, _ = smaa.two_criteria(scores)
    pairs = ((0, 1), (1, 2), (0, 2))
    return {
        "pairwise_thresholds_w1": {
            f"a{a + 1}_over_a{b + 1}": smaa.threshold(scores[a], scores[b]) for a, b in pairs
        },
        "rank1_acceptability": [row[0] for row in share],
    }


KINDS = {
    "weighted_sum": weighted_sum,
    "weighted_product": weighted_product,
    "topsis": topsis,
    "topsis_rank_reversal": topsis_rank_reversal,
    "vikor": vikor,
    "promethee2": promethee2,
    "electre1": electre1,
    "smaa_exact": smaa_exact,
}
