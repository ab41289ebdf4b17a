"""Claims, Shapley value and nucleolus, payment for activity: carepath.claims, .coalition, .payment."""
from fractions import Fraction

from carepath import Payment, claims, coalition


def real(value):
    """A number, also from "50/3"."""
    return float(Fraction(value)) if isinstance(value, str) else float(value)


def divided(inputs):
    estate, given = real(inputs["estate"]), [real(c) for c in inputs["claims"]]
    weights = inputs.get("weights")
    names = [*claims.RULES, "cea", "cel", "random_arrival_shapley"]
    return {rule: claims.divide(estate, given, rule, weights if takes_weights(rule) else None) for rule in names}


def takes_weights(rule):
    return rule in ("proportional", "cea", "cel", "equal_awards", "equal_losses", "talmud", "piniles")


def game_of(inputs):
    """(values, whether they are costs) of a case: a list of values, values by coalition, or a closed form."""
    form, costs = str(inputs.get("game", "")), "costs" in inputs or "cost" in str(inputs.get("game", ""))
    if "values" in inputs or "v" in inputs:
        given = inputs.get("values", inputs.get("v"))
        if isinstance(given, dict):
            n = int(inputs.get("n", len({m for key in given for m in members(key)})))
            first = min((m for key in given for m in members(key)), default=0)
            values = [0.0] * (1 << n)
            for key, value in given.items():
                values[sum(1 << (m - first) for m in members(key))] = real(value)
            return values, costs
        given = [real(v) for v in given]
        return given, costs
    if "claims" in inputs:
        return coalition.table("claims", [real(c) for c in inputs["claims"]], real(inputs["estate"])), False
    if "weights" in inputs and "quota" in inputs:
        return coalition.table("vote", [real(w) for w in inputs["weights"]], real(inputs["quota"])), False
    own = [real(c) for c in inputs["costs"]]
    if "fixed" in inputs or "fixed" in form:
        return coalition.table("fixed", own, real(inputs.get("fixed", 0))), True
    return coalition.table("sum" if "sum" in form else "max", own), True


def members(key):
    """Members of "1,2", "{1,2}", "12"."""
    words = "".join(c if c.isdigit() else " " for c in str(key)).split()
    return [int(w) for w in words] if len(words) > 1 or "," in str(key) else [int(c) for c in "".join(words)]


def shapley(inputs):
    values, costs = game_of(inputs)
    found = {"shapley": coalition.shapley(values), "banzhaf": coalition.banzhaf(values)}
    for name, rule in (("nucleolus", coalition.nucleolus), ("tau", coalition.tau)):
        try:
            found[name] = rule(values, costs=costs)
        except ValueError:  # a game without one
            pass
    return found


def income(inputs):
    terms = {"pay_2022_23_75pct_over": "api_2022_23", "pay_2023_25_100pct": "api_2023_25"}
    parts = {name: real(inputs.get(name, 0)) for name in ("fixed", "plan")}
    price = real(inputs.get("unit_price", inputs.get("price", 0)))
    return {
        name: Payment(rule, fixed=int(parts["fixed"]), plan=parts["plan"], price=price).income(real(inputs["actual"]))
        for name, rule in terms.items()
    }


KINDS = {"claims": divided, "shapley": shapley, "api": income}
MORE = {kind: "every rule is computed, whatever a case asks for" for kind in KINDS}
