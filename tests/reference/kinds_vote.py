"""Participatory budgeting: rules of pabutools, of the calculator of equalshares.net, and a large city."""
from run import data_file

from carepath import vote

SATISFACTION = {
    "Cost_Sat": "cost",
    "cost": "cost",
    "Cardinality_Sat": "cardinality",
    "cardinality": "cardinality",
    "Additive_Cardinal_Sat": "points",
    # bos_equal_shares of pabutools has a utility of 1 and charges it by cost: rho is money per cost
    "unit utility (pabutools default)": "cost",
    "": "cost",
}
RULES = {
    "greedy": ("greedy", "alone"),
    "mes": ("equal_shares", "alone"),
    "mes_u": ("equal_shares", "utilitarian"),
    "mes_add1": ("equal_shares", "add1"),
    "mes_add1u": ("equal_shares", "add1u"),
    "phragmen": ("phragmen", "alone"),
    "max_welfare_milp_highs": ("welfare", "alone"),
    "bos_equal_shares": ("overspending", "alone"),
}
TIES = {"maxVotes": "max_votes", "minCost": "min_cost", "maxCost": "max_cost", "lexicographic": "id"}
COMPLETIONS = {
    "none": ("alone", "never"),
    "utilitarian": ("utilitarian", "never"),
    "add1": ("add1", "never"),
    "add1e": ("add1", "all"),
    "add1u": ("add1u", "never"),
    "add1eu": ("add1u", "all"),
}


def outcome(election, objective=False, **how):
    places, numbers = vote.select(election, **how)
    ids = sorted(election.name(p) for p, place in enumerate(places) if place >= 0)
    if objective:
        return {"winners": ids, "objective": numbers["satisfaction"]}
    return {"winners": ids, "cost": numbers["cost"] / election.money_unit}


def net(election, completion, satisfaction="cost", ties=("max_votes", "min_cost", "id"), step=1):
    completion, exhaustive = COMPLETIONS[completion]
    got = outcome(
        election,
        rule="equal_shares",
        satisfaction=satisfaction,
        completion=completion,
        convention="equalshares.net",
        exhaustive=exhaustive,
        ties=ties,
        step=step * election.money_unit,
    )
    return {**got, "cost": int(got["cost"])}


def pb(inputs):
    election = vote.Election.read(data_file(inputs["file"]))
    if "equalshares.net" in inputs["rule"]:
        completion = inputs["rule"].split()[0].removeprefix("mes_")
        return net(election, completion, SATISFACTION[inputs["params"]])
    rule, completion = RULES[inputs["rule"]]
    return outcome(
        election,
        objective=rule == "welfare",
        rule=rule,
        satisfaction=SATISFACTION[inputs["params"]],
        completion=completion,
    )


def pb_equalshares_net(inputs):
    election = vote.Election.read(data_file(inputs["file"]))
    return net(
        election,
        inputs["completion"],
        SATISFACTION[inputs["satisfaction"]],
        [TIES[tie] for tie in inputs["tie"]],
        inputs["increment"],
    )


KINDS = {"pb": pb, "pb_large": pb, "pb_equalshares_net": pb_equalshares_net}
