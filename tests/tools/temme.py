"""Prints the coefficients of lib/stats/gamma.c: Temme's uniform expansion of the incomplete gamma function.

DLMF 8.12.7 to 8.12.11: with eta^2/2 = mu - log(1 + mu), c_0 = 1/mu - 1/eta and
c_k = c_{k-1}'/eta + (-1)^k g_k/mu, each as a power series in eta, in exact fractions.

    python3 tests/tools/temme.py
"""

from fractions import Fraction as F

TERMS = 24
# of Stirling's series for Gamma(a), 1 + 1/12a + 1/288a^2 - ...
STIRLING = [F(1), F(1, 12), F(1, 288), F(-139, 51840)]


def times(a, b):
    out = [F(0)] * TERMS
    for i, x in enumerate(a):
        for j, y in enumerate(b[: TERMS - i]):
            out[i + j] += x * y
    return out


def mu_series():
    """mu(eta) from mu' = eta (1 + mu)/mu: with mu = eta m, m (m + eta m') = 1 + eta m."""
    m = [F(1)] + [F(0)] * (TERMS - 1)
    for k in range(1, TERMS):
        known = sum((F(1 + j) * m[j] * m[k - j] for j in range(1, k)), F(0))
        m[k] = (m[k - 1] - known) / (2 + k)
    return m


def inverse(a):
    out = [1 / a[0]] + [F(0)] * (TERMS - 1)
    for k in range(1, TERMS):
        out[k] = -sum((a[j] * out[k - j] for j in range(1, k + 1)), F(0)) / a[0]
    return out


def main():
    one_over = inverse(mu_series())  # eta/mu
    rest = one_over[1:]  # 1/mu - 1/eta
    for k, count in ((0, 12), (1, 9), (2, 6)):
        print(f"c{k}:", ", ".join(float(c).hex() for c in rest[:count]), "/*", rest[0], rest[1], "*/")
        # c' / eta + (-1)^(k+1) g/mu: the terms in 1/eta cancel
        slope = [(i + 1) * rest[i + 1] for i in range(len(rest) - 1)]
        sign = (-1) ** (k + 1) * STIRLING[k + 1]
        assert slope[0] + sign * one_over[0] == 0
        rest = [slope[i + 1] + sign * one_over[i + 1] for i in range(len(slope) - 2)]


if __name__ == "__main__":
    main()
