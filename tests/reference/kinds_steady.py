"""The kinds of lists in steady state: closed forms, the search and the programme of the planner."""
import carepath


def journey(inputs):
    share, weeks = inputs["rtt_performance"], inputs["target_weeks"]
    return {
        "lambda": carepath.steady_rate(share, weeks),
        "total_population": carepath.steady_size(inputs["referral_rate"], share, weeks),
    }


def percentile(inputs):
    # the peer's last bin is closed: an empty open band after it
    counts = list(inputs["wlsize"]) + [0.0]
    return carepath.percentile(counts, inputs["percentile"], bands=list(range(len(counts))))[0]


def geometric(inputs):
    # the peer's series stops after 25 terms
    shares = carepath.steady_geometric(inputs["p1"], inputs["max_num_months"], terms=25)
    return shares[0] if inputs["max_num_months"] == 1 else shares


def _answer(found, removal, **more):
    bands = list(range(len(removal)))
    return {
        "time_p": float(found["limit_wait"]),
        "mu": float(found["capacity"]),
        "wlsize": float(found["size"]),
        "waiting_list": {
            "months_waited_id": bands,
            "r": removal,
            "service": found["service"],
            "sigma": found["treated"],
            "wlsize": found["waiting"],
        },
        **more,
    }


def find_p(inputs):
    removal = inputs["renege_params"]
    found = carepath.steady_search(
        inputs["referrals"],
        removal,
        first_service=inputs["mu_1"],
        share=inputs["percentile"],
        limit=inputs["target_time"],
        p_lower=inputs["p1_lower"],
        p_upper=inputs["p1_upper"],
        tolerance=inputs["tolerance"],
        iterations=inputs["max_iterations"],
    )
    status = "Converged" if found.outcome == "ok" else "Not converged"
    return _answer(found, removal, p1=float(found["p"]), niterations=int(found["iterations"]), status=status)


def programme(inputs):
    removal = inputs["renege_params"]
    found = carepath.steady_lp(
        inputs["referrals"],
        removal,
        inputs["s_given"],
        removed_share=inputs["target"],
        share=inputs["percentile"],
        limit=inputs["target_time"],
    )
    if found.outcome == "ok":
        method = "Linear programming exact solution"
        return _answer(found, removal, p1=None, niterations=None, status="Converged", solution_method=method)
    # the peer shows the list without any service where it finds none
    nobody = [0.0] * len(removal)
    waiting, treated = carepath.steady_sizes(inputs["referrals"], removal, nobody)
    bare = {
        "limit_wait": percentile({"wlsize": list(waiting), "percentile": inputs["percentile"]}),
        "capacity": 0.0,
        "size": sum(waiting),
        "service": nobody,
        "treated": treated,
        "waiting": waiting,
    }
    return _answer(bare, removal, p1=None, niterations=None, status="Not converged", solution_method=None)


KINDS = {
    "plot_rtt_journey.params": journey,
    "hist_percentile_calc": percentile,
    "geom_fn_s": geometric,
    "find_p": find_p,
    "optimise_steady_state(lp)": programme,
}
