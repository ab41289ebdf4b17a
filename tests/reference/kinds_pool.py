"""The kinds of money down a tree and of pooled funds."""
import re

from carepath import devolve, pool


def _kept(inputs):
    """What the root keeps, as the case words it: a share of the total rounded down, or an amount."""
    rate, reserve = inputs.get("topslice") or 0, inputs.get("reserve")
    if isinstance(reserve, str) and re.sub(r"\s", "", reserve) != "floor(total*topslice)":
        raise ValueError(f"reserve {reserve!r} is not understood")
    amount = 0 if reserve is None or isinstance(reserve, str) else reserve
    return {"topslice": rate, "reserve": amount} if rate < 1 else {"reserve": rate + amount}


def hierarchy(inputs):
    made = devolve.tree(inputs["tree"])
    first = {name: [value] + [0] * (len(made["ids"]) - 1) for name, value in _kept(inputs).items()}
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


def bcf(inputs):
    return {"new": pool.uplift(inputs["prev"], inputs["uplift"])}


KINDS = {"hierarchy": hierarchy, "bcf": bcf}
