"""Prints tests/stats/tail_values.h: tails of gamma and beta distributions with 60 digits and more (mpmath).

    python3 tests/stats/tails.py > tests/stats/tail_values.h
"""

from mpmath import exp, log, loggamma, mp, mpf

SHAPES = [0.01, 0.3, 0.5, 1, 1.5, 3, 10, 15.5, 16, 40, 99.5, 1000, 20000, 99999, 100000, 250000]
AWAY = [-12, -6, -3, -1, -0.2, 0, 0.3, 1, 2.5, 5, 10, 20]
PAIRS = [(0.05, 0.3), (0.5, 0.5), (1, 1), (1, 9), (2, 3), (10, 1), (17.5, 40), (5, 1000), (300, 300), (2000, 60), (9000, 12000)]
LEAST = mpf(10) ** -290


def series(first, ratio):
    """first x (1 + r_1 + r_1 r_2 + ...)"""
    total = term = mpf(1)
    n = 0
    while term > total * mpf(10) ** -(mp.dps - 8):
        n += 1
        term *= ratio(n)
        total += term
    return first * total


def gamma_tails(x, shape):
    """P and Q by the series of P with enough digits for Q = 1 - P."""
    mp.dps = 60
    x, shape = mpf(x), mpf(shape)
    if x > shape:
        mp.dps += int(float(x - shape - shape * log(x / shape)) / 2.3)
    slope = exp(shape * log(x) - x - loggamma(shape))
    lower = series(slope / shape, lambda n: x / (shape + n))
    return lower, 1 - lower


def beta_tails(x, a, b):
    mp.dps = 60
    x, a, b = mpf(x), mpf(a), mpf(b)
    slope = exp(a * log(x) + b * log(1 - x) - loggamma(a) - loggamma(b) + loggamma(a + b))
    if x * (a + b) < a:
        lower = series(slope / a, lambda n: (a + b + n - 1) / (a + n) * x)
        return lower, 1 - lower
    upper = series(slope / b, lambda n: (a + b + n - 1) / (b + n) * (1 - x))
    return 1 - upper, upper


def rows(name, kind, made):
    print(f"static const {kind} {name}[] = {{")
    for row in made:
        print("    {" + ", ".join(float(v).hex() for v in row) + "},")
    print("};")


def main():
    gammas, betas = [], []
    for shape in SHAPES:
        for z in AWAY:
            x = shape + z * shape**0.5 if shape > 20 else shape * 2.0 ** (z / 2)
            if x <= 0 or x - shape - shape * float(log(x / shape)) > 660:
                continue
            lower, upper = gamma_tails(x, shape)
            if lower > LEAST and upper > LEAST:
                gammas.append((shape, x, lower, upper))
    for a, b in PAIRS:
        for z in AWAY:
            odds = a / b * 2.718281828 ** (z * (1 / a + 1 / b) ** 0.5)
            x = odds / (1 + odds)
            if not 1e-12 < x < 1 - 1e-6:
                continue
            lower, upper = beta_tails(x, a, b)
            if lower > LEAST and upper > LEAST:
                betas.append((a, b, x, lower, upper))
    print("/* shape, x, P(X <= x), P(X > x); made by tests/stats/tails.py */")
    rows("gamma_tails", "gamma_tail", gammas)
    print("/* a, b, x, P(X <= x), P(X > x) */")
    rows("beta_tails", "beta_tail", betas)


if __name__ == "__main__":
    main()
