"""Values of check_surge.c by a second method: the surge as an augmented linear system, with the matrix exponential of
mpmath at 40 digits, month by month. Run by hand: python3 tests/tools/surge_mpmath.py"""
import mpmath as mp

mp.mp.dps = 40
CURVE = [mp.mpf(x) / 100 for x in (10, 20, 30, 20, 10, 5, 5, 0, 0, 0, 0, 0)]
PEOPLE = mp.mpf(5000)


def solve(flows, assessment=1):
    """flows: (share, treat, success, months, decay, next, next_share); the stocks at months 1 and 11"""
    n = len(flows)
    m = mp.zeros(n + 4)  # at risk, flows, no needs, rate, slope
    risk, none, rate, slope = 0, n + 1, n + 2, n + 3
    for k, (share, treat, success, months, decay, following, step) in enumerate(flows, 1):
        h = -mp.log(1 - mp.mpf(decay)) / months
        share, treat, success, step = (mp.mpf(x) for x in (share, treat, success, step))
        m[k, risk] += assessment * share * treat
        m[risk, risk] -= assessment * share * treat
        m[k, k] -= h
        m[none, k] += h * success
        m[risk, k] += h * (1 - success) * (1 - step)
        if step:
            m[following + 1, k] += h * (1 - success) * step
    rest = assessment * (1 - sum(mp.mpf(f[0]) for f in flows))
    m[risk, risk] -= rest
    m[none, risk] += rest
    m[risk, rate] = 1
    m[rate, slope] = 1
    e = mp.expm(m)
    x, found = mp.zeros(n + 4, 1), {}
    for month in range(11):
        x[rate] = PEOPLE * CURVE[month]
        x[slope] = PEOPLE * (CURVE[month + 1] - CURVE[month])
        x = e * x
        if month + 1 in (1, 11):
            found[month + 1] = [mp.nstr(x[i], 20) for i in (none, risk, *range(1, n + 1))]
    return found


iapt, cmht = ("0.8", "0.6", 3, "0.5"), ("0.9", "0.4", 6, "0.5")
print("case:", solve([("0.075", *iapt, 0, 0), ("0.025", *cmht, 0, 0), ("0.05", *iapt, 0, 0)]))
# peers first; half of those whom they do not help step up to iapt, three quarters of those to cmht
peer = ("1", "0.3", 1, "0.4")
print("steps:", solve([("0.1", *peer, 1, "0.5"), ("0.05", *iapt, 2, "0.75"), ("0.02", *cmht, 0, 0)], mp.mpf("0.75")))
