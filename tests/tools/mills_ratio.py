"""Prints the coefficients of lib/stats/normal.c: (1 + z) R(z) as a polynomial in (z - K)/(z + K),

where R(z) = (1 - Phi(z))/phi(z) is Mills' ratio and z >= 0. The polynomial is the Chebyshev series of
that degree, in powers. Needs mpmath. `mills_ratio.py` prints the table; `mills_ratio.py check` prints
the largest relative error of its evaluation in double precision instead.
"""
import sys

from mpmath import chebyt, cos, erfc, exp, mp, mpf, pi, sqrt, taylor

K = 3.75
DEGREE = 26
NODES = 80
mp.dps = 60


def scaled_ratio(z):
    return (1 + z) * sqrt(pi / 2) * exp(z * z / 2) * erfc(z / sqrt(mpf(2)))


def coefficients():
    angles = [pi * (k + mpf(1) / 2) / NODES for k in range(NODES)]
    values = [scaled_ratio(K * (1 + cos(a)) / (1 - cos(a))) for a in angles]
    powers = [mpf(0)] * (DEGREE + 1)
    for j in range(DEGREE + 1):
        c = 2 * sum(v * cos(j * a) for v, a in zip(values, angles)) / NODES
        if j == 0:
            c /= 2
        for i, t in enumerate(taylor(lambda x: chebyt(j, x), 0, j)):
            powers[i] += c * t
    return [float(p) for p in powers]


def evaluate(table, z):
    u = (z - K) / (z + K)
    s = u * u
    even = odd = 0.0
    for i in range(DEGREE, -1, -2):
        even = even * s + table[i]
    for i in range(DEGREE - 1, 0, -2):
        odd = odd * s + table[i]
    return (even + u * odd) / (1 + z)


def main():
    table = coefficients()
    if sys.argv[1:] == ["check"]:
        grid = [i / 64 for i in range(64 * 40)] + [40 * 1.1**i for i in range(100)]
        worst = max(abs(evaluate(table, z) * (1 + z) / scaled_ratio(mpf(z)) - 1) for z in grid)
        print(mp.nstr(worst, 3))
    else:
        print(",\n".join(float(c).hex() for c in table))


main()
