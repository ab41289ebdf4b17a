"""The kinds of money down a tree and of pooled funds."""
import csv
import re

from carepath import devolve, pool
from run import data_file


def _reserve(inputs):
    """topslice and reserve of the root, as the case words it."""
    total, rate = inputs["total"], inputs.get("topslice") or 0
    reserve = inputs.get("reserve")
    if reserve is None or (isinstance(reserve, str) and re.sub(r"\s", "", reserve) == "floor(total*topslice)"):
        return {"topslice": rate}
    if isinstance(reserve, (int, float)) and not isinstance(reserve, bool):
        return {"reserve": int(reserve), "topslice": rate}
    raise ValueError(f"reserve {reserve!r} of {total} is not understood")


def hierarchy(inputs):
    made = devolve.tree(inputs["tree"])
    first = {name: [value] + [0] * (len(made["ids"]) - 1) for name, value in _reserve(inputs).items()}
    bounds = {name: inputs[name] for name in ("floor", "cap") if name in inputs}
    found = devolve.run(inputs["total"], **made, **first, **bounds)
    received = {name: int(row[0]) for name, row in zip(made["ids"], found["received"])}
    places = inputs["tree"]
    return {
        "reserve": int(found["kept"][0][0]),
        "place": {p: received[p] for p in places},
        "neighbourhood": {
            p: {n: received[f"{p}/{n}"] for n in inner} for p, inner in places.items() if isinstance(inner, dict)
        },
    }


def _places(inputs):
    """Registered and weighted population by group of one system."""
    weighted, registered = {}, {}
    with open(data_file(inputs["file"]), encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["ICB"] != inputs["icb"]:
                continue
            group = row[inputs["group"]]
            weighted.setdefault(group, []).append(float(row[inputs["weights"]]))
            registered.setdefault(group, []).append(float(row[inputs.get("population", "Population")]))
    return weighted, registered


def place_allocation(inputs):
    weighted, registered = _places(inputs)
    wp, gp = ({g: sum(values) for g, values in t.items()} for t in (weighted, registered))
    system = sum(wp.values()) / sum(gp.values())
    nested = {g: {str(i): w for i, w in enumerate(values)} for g, values in weighted.items()}
    made = devolve.tree(nested)
    topslice = [inputs.get("topslice") or 0] + [0] * (len(made["ids"]) - 1)
    found = devolve.run(inputs["envelope"], **made, topslice=topslice)
    received = {name: int(row[0]) for name, row in zip(made["ids"], found["received"])}
    return {
        "need_index": {g: wp[g] / gp[g] / system for g in wp},
        "integer_pounds_hamilton": {g: received[g] for g in wp},
    }


def bcf(inputs):
    return {"new": pool.uplift(inputs["prev"], inputs["uplift"])}


KINDS = {"hierarchy": hierarchy, "place_allocation": place_allocation, "bcf": bcf}
