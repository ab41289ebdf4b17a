"""The same methods by NumPy, for comparison with bench_mcda and bench_smaa: seconds on one list.

    python3 tests/bench/mcda_numpy.py [ROWS]
"""
import sys
import time

try:
    import numpy as np
except ImportError:
    sys.exit("mcda_numpy.py needs NumPy (python3-numpy)")
try:
    from scipy import stats
except ImportError:
    stats = None

WEIGHTS = np.array([0.25, 0.25, 0.15, 0.15, 0.1, 0.1])
DIRECTIONS = np.array([1, -1, -1, 1, 1, 1])


def timed(name, rows, function, *given):
    start = time.perf_counter()
    function(*given)
    took = time.perf_counter() - start
    print(f"  {name:<34} {took:8.3f} s {1e9 * took / rows:8.1f} ns a row")


def weighted_sum(x):
    low, high = x.min(axis=0), x.max(axis=0)
    return np.where(DIRECTIONS > 0, (x - low) / (high - low), (high - x) / (high - low)) @ WEIGHTS


def topsis(x):
    v = x / np.sqrt((x * x).sum(axis=0)) * WEIGHTS
    best = np.where(DIRECTIONS > 0, v.max(axis=0), v.min(axis=0))
    worst = np.where(DIRECTIONS > 0, v.min(axis=0), v.max(axis=0))
    far, near = np.sqrt(((v - best) ** 2).sum(axis=1)), np.sqrt(((v - worst) ** 2).sum(axis=1))
    return near / (far + near)


def vikor(x):
    low, high = x.min(axis=0), x.max(axis=0)
    d = np.where(DIRECTIONS > 0, (high - x) / (high - low), (x - low) / (high - low)) * WEIGHTS
    s, r = d.sum(axis=1), d.max(axis=1)
    return 0.5 * (s - s.min()) / (s.max() - s.min()) + 0.5 * (r - r.min()) / (r.max() - r.min())


def promethee_pairs(x):
    """As packages do it: all pairs."""
    net = np.zeros(len(x))
    for j, w in enumerate(WEIGHTS):
        d = np.sign(DIRECTIONS[j] * (x[:, None, j] - x[None, :, j]))
        net += w * d.sum(axis=1)
    return net / (len(x) - 1)


def promethee_ranks(x):
    """By mid-ranks: what an expert would do."""
    n = len(x)
    ranks = (stats.rankdata(x[:, j]) for j in range(x.shape[1]))
    return sum(w * t * (2 * r - n - 1) for w, t, r in zip(WEIGHTS, DIRECTIONS, ranks)) / (n - 1)


def top_counts(x, k, draws):
    low, high = x.min(axis=0), x.max(axis=0)
    value = np.ascontiguousarray(((x - low) / (high - low)).T)
    count = np.zeros(len(x), dtype=np.int64)
    random = np.random.default_rng(1)
    for _ in range(draws):
        weights = random.exponential(size=len(value))
        score = (weights / weights.sum()) @ value
        count[np.argpartition(score, len(score) - k)[len(score) - k :]] += 1
    return count


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000000
    x = 1 + 100 * np.random.default_rng(1).random((rows, 6))
    print(f"NumPy {np.__version__}: {rows} rows x 6 criteria")
    timed("weighted sum, minmax", rows, weighted_sum, x)
    timed("TOPSIS, vector", rows, topsis, x)
    timed("VIKOR, minmax", rows, vikor, x)
    if stats is not None:
        timed("PROMETHEE II, usual, by ranks", rows, promethee_ranks, x)
    few = x[: min(rows, 4000)]
    timed(f"PROMETHEE II, usual, {len(few)} by pairs", len(few), promethee_pairs, few)
    some = x[: min(rows, 100000)]
    timed(f"first 1 % of {len(some)}, 100 draws", 100 * len(some), top_counts, some, len(some) // 100, 100)


if __name__ == "__main__":
    main()
