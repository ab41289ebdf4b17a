"""What activity earns: block, tariff, activity above plan at a share of the price, tiers, floors and caps.

    from carepath import Payment
    rule = Payment("api_2022_23", fixed=50_000_000, plan=5000, price=4000)
    rule.income(5400)          # 71200000: 75 % of the price for the 400 above plan
    rule.marginal(5400)        # 3000.0
    rule.activity(72_000_000)  # how much activity earns that
    Payment(plan=1000, price=200, tiers=[(1.1, 0.5), (1.3, 0)])   # half price above 110 %, nothing above 130 %

Published terms: PRESETS. See cpw_payment.
"""
import ctypes as C

from . import _lowlevel as low
from ._library import call, lib
from ._memory import is_list, new_integers, number, structure
from ._whole import vector


def _presets():
    found, index = {}, 0
    while lib.cpw_payment_preset_at(index):
        p = lib.cpw_payment_preset_at(index).contents
        found[p.name.decode()] = {"below": p.below, "above": p.above, "source": p.source.decode()}
        index += 1
    return found


#: name of published terms -> {"below", "above", "source"}
PRESETS = _presets()


class Payment:
    """A payment rule. `terms` names published ones, which fields given besides replace; `tiers` are pairs
    (from which multiple of plan on, share of the price); None is no floor or cap."""

    def __init__(self, terms=None, fixed=0, plan=0.0, price=0.0, below=None, above=None, tiers=None, floor=None, cap=None):
        values = {"fixed": fixed, "plan": number(plan, "plan"), "price": number(price, "price")}
        values.update({k: v for k, v in (("floor", floor), ("cap", cap)) if v is not None})
        self._c = structure(low.cpw_payment, "Payment", values)
        if terms is not None:
            call("cpw_payment_use", str(terms).encode(), C.byref(self._c))
        for name, value in (("below", below), ("above", above)):
            if value is not None:
                setattr(self._c, name, number(value, name))
        tiers = [tuple(pair) for pair in tiers or ()]
        self._keep = [vector([pair[k] for pair in tiers], "tiers") for k in range(2)] if tiers else []
        if tiers:
            self._c.tiers = len(tiers)
            self._c.tier_from, self._c.tier_rate = (v.pointer for v in self._keep)
        call("cpw_payment_check", C.byref(self._c), b"payment")

    def income(self, activity):
        """Income in whole units: of one activity, or an array of several. See cpw_payment_income."""
        given = vector(activity if is_list(activity) else [number(activity, "activity")], "activity")
        n = given.shape[0]
        income, out = new_integers((n,))
        call("cpw_payment_income", C.byref(self._c), given.pointer, n, out)
        return income if is_list(activity) else int(income[0])

    def value(self, activity):
        """Income of one activity, not rounded; NaN where there is no such activity."""
        return lib.cpw_payment_value(C.byref(self._c), number(activity, "activity"))

    def marginal(self, activity):
        """What a little more activity earns, a unit of it."""
        return lib.cpw_payment_marginal(C.byref(self._c), number(activity, "activity"))

    def activity(self, income):
        """The least activity that earns an income; infinite where none does."""
        found = C.c_double()
        call("cpw_payment_activity", C.byref(self._c), number(income, "income"), C.byref(found))
        return found.value

    def __repr__(self):
        c = self._c
        return f"Payment(fixed={c.fixed}, plan={c.plan!r}, price={c.price!r}, below={c.below!r}, above={c.above!r})"
