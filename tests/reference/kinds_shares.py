"""The kinds of fair shares: apportionment, capitation, pace of change, place allocation."""
import csv
from fractions import Fraction
from math import floor

from carepath import apportion, capitation, pace
from run import data_file


def rows_of(name):
    with open(data_file(f"budget/{name}"), encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def tie_ranks(inputs, count):
    """`lowest index` (the default), `highest index`."""
    tie = inputs.get("tie", "lowest index")
    assert tie in ("lowest index", "highest index"), tie
    return None if tie == "lowest index" else list(range(count, 0, -1))


METHODS = ("hamilton", "webster", "dhondt", "jefferson", "adams", "hill", "huntington_hill", "sainte_lague")


def apportionment(inputs):
    weights = inputs["weights"]
    how = {"tie_rank": tie_ranks(inputs, len(weights)), "lower": inputs.get("lower"), "upper": inputs.get("upper")}
    return {
        method: apportion.divide(inputs["total"], weights, method=method.replace("_", "-"), **how)
        for method in METHODS
    }


def read_rows(inputs):
    """The rows of a file, in an order that must not matter, and what they are called."""
    rows = rows_of(inputs["file"])
    key = inputs.get("sort", "icb_code")
    return sorted(rows, key=lambda row: row[key]), key


def capitation_targets(inputs):
    rows, key = read_rows(inputs)
    people = [float(row["population"]) for row in rows]
    codes = [row[key] for row in rows]
    column = [float(row[inputs["column"]]) for row in rows]
    found = capitation.assess(people, [column], quantum=inputs["quantum"], codes=codes)
    # the pounds are those of the column as published, not of its normalised form
    pounds = apportion.divide(inputs["quantum"], dict(zip(codes, column)))
    assert pounds == dict(zip(codes, found["target_pounds"].tolist()))
    return {
        "target": dict(zip(codes, found["target"].tolist())),
        "target_per_head": dict(zip(codes, found["target_per_head"].tolist())),
        "integer_pounds_hamilton": pounds,
    }


def pace_rules(inputs):
    """(method, rules) of a case: bounds of growth, tables by opening distance, a floor of the distance."""
    kinds = {
        "gmin": "min cash", "gmax": "max cash", "gmin_head": "min head", "gmax_head": "max head",
        "dft_floor": "min distance", "dft_cap": "max distance", "floor": "min cash", "cap": "max cash",
        "table": "convergence",
    }  # fmt: skip
    rules = [pace.rule(kind, inputs[key]) for key, kind in kinds.items() if key in inputs]
    return "add" if inputs["rule"].startswith("growth_i") else "scale", rules


def pace_of_change(inputs):
    codes = sorted(inputs["baseline"])
    base = [inputs["baseline"][code] for code in codes]
    wanted = [inputs["target"][code] for code in codes]
    method, rules = pace_rules(inputs)
    found = pace.path(base, wanted, inputs["quantum"], rules, method=method, codes=codes)
    assert sum(found["allocation"][0].tolist()) == inputs["quantum"]
    exact = found["exact"][0].tolist()
    return {
        "k": found["k"].tolist()[0],
        "adj": found["k"].tolist()[0],
        "final": dict(zip(codes, exact)),
        "opening_dft": dict(zip(codes, found["opening_distance"][0].tolist())),
        "closing_dft": dict(zip(codes, capitation.distance(exact, wanted).tolist())),
        "sum": float(sum(found["allocation"][0].tolist())),
    }


def place_allocation(inputs):
    rows = [row for row in rows_of(inputs["file"]) if row["ICB"] == inputs["icb"]]
    by = [row[inputs["group"]] for row in rows]
    people = capitation.group([float(row[inputs.get("population", "Population")]) for row in rows], by)
    need = capitation.group([float(row[inputs["weights"]]) for row in rows], by)
    names = sorted(people)
    index = capitation.index([people[n] for n in names], [need[n] for n in names])
    envelope, slice_ = inputs["envelope"], inputs.get("topslice", 0)
    # a share of the envelope is rounded down, a sum of money is taken as it is
    left = envelope - (floor(envelope * Fraction(str(slice_))) if slice_ < 1 else slice_)
    pounds = apportion.divide(left, {n: need[n] for n in names})
    return {"need_index": dict(zip(names, index.tolist())), "integer_pounds_hamilton": pounds}


KINDS = {
    "apportionment": apportionment,
    "capitation": capitation_targets,
    "pace_of_change": pace_of_change,
    "place_allocation": place_allocation,
}
MORE = {
    "apportionment": "every method is computed, a case names some of them",
    "pace_of_change": "the level is k or adj, by the rule",
}
