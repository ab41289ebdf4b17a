"""The kinds of knapsacks. The best set need not be the only one: values are compared, and a set is checked here to
be worth what it is said to be worth within the capacity."""
import json

from carepath import knapsack
from run import data_file


def check(said, value, cost, capacity):
    if not (said.proven and said.value == value and said.cost == cost <= capacity):
        raise ValueError(f"the set is worth {value} for {cost}, not {said.value} for {said.cost}")


def items(inputs):
    value, cost = inputs["profits"], inputs["weights"]
    best = knapsack.solve(value, cost, inputs["capacity"])
    chosen = [j for j, x in enumerate(best.chosen.tolist()) if x]
    check(best, sum(value[j] for j in chosen), sum(cost[j] for j in chosen), inputs["capacity"])
    return {"optimum": best.value, "one_optimal_set": chosen}


def classes(inputs):
    flat = [item for options in inputs["classes"] for item in options]
    value, cost = [item[0] for item in flat], [item[1] for item in flat]
    first = [0]
    for options in inputs["classes"]:
        first.append(first[-1] + len(options))
    best = knapsack.choose(value, cost, first, inputs["capacity"])
    chosen = best.chosen.tolist()
    check(best, sum(value[j] for j in chosen), sum(cost[j] for j in chosen), inputs["capacity"])
    return {"optimum": best.value, "lp_relaxation": best.relaxed, "chosen_flat_index": chosen}


def from_file(kind):
    def read(inputs):
        with open(data_file(inputs["file"]), encoding="utf-8") as file:
            return kind(json.load(file))

    return read


KINDS = {"knapsack": items, "knapsack_file": from_file(items), "mckp": classes, "mckp_file": from_file(classes)}
PICK = {
    "knapsack": ("optimum",),
    "knapsack_file": ("optimum",),
    "mckp": ("optimum", "lp_relaxation"),
    "mckp_file": ("optimum", "lp_relaxation"),
}
MORE = dict.fromkeys(KINDS, "a file's case expects the optimum alone")
