"""The kinds of importance weights: ranks, pairwise judgements, data, panels."""
from carepath import weights


def ahp(inputs):
    vector, found = weights.ahp(inputs["matrix"])
    return {
        "eigenvector": vector,
        "lambda_max": found.lambda_max,
        "CI": found.consistency_index,
        "CR_pymcdm_RI_0_8921": found.ratio_tummala_ling,
        "CR_saaty_RI_0_90": found.ratio_saaty,
        "row_geometric_mean": weights.ahp(inputs["matrix"], "geometric")[0],
        "GCI": found.geometric_index,
    }


def rank_weights(inputs):
    n = int(inputs["n"])
    return {
        "roc": weights.from_ranks(n, "centroid"),
        "rank_sum": weights.from_ranks(n, "sum"),
        "rank_reciprocal": weights.from_ranks(n, "reciprocal"),
    }


def objective(method, **options):
    def kind(inputs):
        direction = inputs.get("objectives", inputs.get("types"))
        return {"weights": weights.objective(inputs["matrix"], method, direction=direction, **options)}

    return kind


def panel_aij_aip(inputs):
    matrix = weights.combine_judgements(inputs["judgements"])
    own = [list(weights.ahp(m, "geometric")[0]) for m in inputs["judgements"]]
    return {
        "aij_matrix": matrix,
        "aij_weights": weights.ahp(matrix, "geometric")[0],
        "individual": own,
        "aip_geometric": weights.combine(own, "geometric"),
        "aip_arithmetic": weights.combine(own, "mean"),
    }


def panel_orders(inputs):
    found = weights.kemeny(inputs["ranks"])
    return {
        "borda": weights.borda(inputs["ranks"]),
        "kemeny_distance": found.distance,
        "kemeny_optimal_orders": [list(order) for order in found.orders],
        "kendall_W": weights.concordance(inputs["ranks"]).w,
    }


def panel_trimmed_mean(inputs):
    rows, share = inputs["weights"], float(inputs["proportion"])
    scaled, trimmed = weights.combine(rows, "trimmed", trim=share, unscaled=True)
    median_scaled, median = weights.combine(rows, "median", unscaled=True)
    return {
        "trimmed": trimmed,
        "renormalised": scaled,
        "median": median,
        "median_renorm": median_scaled,
    }


KINDS = {
    "ahp": ahp,
    "rank_weights": rank_weights,
    "weights_entropy": objective("entropy"),
    "weights_critic": objective("critic"),
    "weights_merec": objective("merec"),
    "weights_gini": objective("gini"),
    "weights_std": objective("sd", scale="raw"),
    "weights_variance": objective("variance"),
    "weights_angle": objective("angle"),
    "panel_aij_aip": panel_aij_aip,
    "panel_orders": panel_orders,
    "panel_trimmed_mean": panel_trimmed_mean,
}
