"""The cases of Markov chains: transition probabilities, and what a fitted chain says of the future."""
from carepath import markov


def probabilities(inputs):
    return {f"P{t}": markov.probabilities(inputs["Q"], t) for t in inputs["t"]}


def multi_state(inputs):
    q, last = inputs["Q_fitted"], len(inputs["Q_fitted"]) - 1
    horizon = inputs["horizon"]
    return {
        "P10_row1": markov.probabilities(q, 10)[0],
        "sojourn": markov.sojourn(q)[:last],
        f"totlos{horizon}_from1": markov.time_in_states(q, horizon)[0],
        "efpt_to4": markov.first_passage(q, [last]),
        "pnext_row1": markov.next_state(q)[0],
        "ppass10_row1": [markov.passage(q, [j], 10)[0] for j in range(last + 1)],
    }


FITTED = "fitted multi-state (msm 1.7, data cav)"
KINDS = {}
# the likelihood is of data that the cases do not bring; pnext is given to five digits
PICK = {FITTED: ("P10_row1", "sojourn", "totlos20_from1", "efpt_to4", "pnext_row1", "ppass10_row1")}
TOLERANCES = {FITTED: 1e-5}
IDS = {"ctmc_P": probabilities, "msm_cav": multi_state}
