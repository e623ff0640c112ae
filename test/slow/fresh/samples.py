"""Distances and rank tests of two samples."""
from fractions import Fraction
from math import comb

import numpy as np
import scipy.special as special
import scipy.stats as st
from mpmath import mp, mpf
from sklearn.metrics.pairwise import rbf_kernel

from kind import Kind, alpha, pick, sample, spread, uniform, whole
from tails import Unanswered, normal_above, tail


def ks(i):
    a, b = sorted(i['a']), sorted(i['b'])
    m, n = len(a), len(b)
    gap = widest_gap(a, b)
    root = mp.sqrt(mpf(m) * n / (m + n)) * gap / (m * n)
    return {'statistic': mpf(gap) / (m * n), 'p_exact': paths_outside(m, n, gap), 'p_limit': kolmogorov_above(root)}


def widest_gap(a, b):
    """The largest |F − G|, times m·n."""
    m, n = len(a), len(b)
    return max(abs(int(np.searchsorted(a, x, 'right')) * n - int(np.searchsorted(b, x, 'right')) * m) for x in a + b)


def paths_outside(m, n, gap):
    """The share of all orders of m and n values in which the gap is at least this: counted, one path at a time."""
    if gap == 0:
        return mpf(1)
    inside = [1 if j * m < gap else 0 for j in range(n + 1)]
    for j in range(1, n + 1):
        inside[j] = inside[j - 1] if j * m < gap else 0
    for k in range(1, m + 1):
        inside[0] = inside[0] if k * n < gap else 0
        for j in range(1, n + 1):
            inside[j] = inside[j] + inside[j - 1] if abs(k * n - j * m) < gap else 0
    total = comb(m + n, m)
    return mpf(total - inside[n]) / total


def kolmogorov_above(x):
    if x == 0:
        return mpf(1)
    if x < 1:
        terms = mp.fsum(mp.exp(-((2 * k - 1) ** 2) * mp.pi**2 / (8 * x * x)) for k in range(1, 30))
        return 1 - mp.sqrt(2 * mp.pi) / x * terms
    return 2 * mp.fsum((-1) ** (k - 1) * mp.exp(-2 * k * k * x * x) for k in range(1, 30))


def peer_ks(i):
    r = st.ks_2samp(i['a'], i['b'], method='exact')
    m, n = len(i['a']), len(i['b'])
    return {'statistic': r.statistic, 'p_exact': r.pvalue,
            'p_limit': special.kolmogorov((m * n / (m + n)) ** 0.5 * r.statistic)}


def mann_whitney(i):
    a, b = i['a'], i['b']
    m, n = len(a), len(b)
    u = Fraction(sum((y > x) * 2 + (y == x) for x in a for y in b), 2)
    _, ties = np.unique(a + b, return_counts=True)
    tied = sum(int(t) ** 3 - int(t) for t in ties)
    sd = mp.sqrt(mpf(m * n) / 12 * ((m + n + 1) - mpf(tied) / ((m + n) * (m + n - 1))))
    beyond = max(u, m * n - u) - Fraction(m * n, 2) - (Fraction(1, 2) if i['continuity'] else 0)
    z = mpf(beyond.numerator) / beyond.denominator / sd
    out = {'u_b': float(u), 'p_asymptotic': min(mpf(1), 2 * normal_above(z)), 'auc': mpf(float(u)) / (m * n)}
    return out if tied else {**out, 'p_exact': rank_tail(m, n, int(max(u, m * n - u)))}


def rank_tail(m, n, u):
    """Twice P(U ≥ u), by counting the orders: the coefficients of the Gaussian binomial."""
    counts = [1] + [0] * (m * n)
    for k in range(1, m + 1):
        for s in range(m * n, n + k - 1, -1):
            counts[s] -= counts[s - n - k]
        for s in range(k, m * n + 1):
            counts[s] += counts[s - k]
    return min(mpf(1), 2 * mpf(sum(counts[u:])) / comb(m + n, m))


def peer_mann_whitney(i):
    test = lambda method: st.mannwhitneyu(i['b'], i['a'], use_continuity=i['continuity'], method=method)
    out = {'u_b': test('asymptotic').statistic, 'p_asymptotic': test('asymptotic').pvalue}
    return out if len({*i['a'], *i['b']}) < len(i['a'] + i['b']) else {**out, 'p_exact': test('exact').pvalue}


def wasserstein(i):
    a, b = i['a'], i['b']
    wa, wb = i.get('wa', [1] * len(a)), i.get('wb', [1] * len(b))
    of_a, of_b = (mp.fsum(map(mpf, w)) for w in (wa, wb))
    steps = sorted([(x, mpf(w) / of_a) for x, w in zip(a, wa)] + [(x, -mpf(w) / of_b) for x, w in zip(b, wb)])
    distance = gap = mpf(0)
    for (x, step), (following, _) in zip(steps, steps[1:]):
        gap += step
        distance += abs(gap) * (mpf(following) - mpf(x))
    return {'distance': distance}


def peer_wasserstein(i):
    return {'distance': st.wasserstein_distance(i['a'], i['b'], i.get('wa'), i.get('wb'))}


def mmd(i):
    x, y, width = i['x'], i['y'], 2 * mpf(i['sigma']) ** 2
    kernel = lambda p, q: mp.exp(-mp.fsum((mpf(s) - mpf(t)) ** 2 for s, t in zip(p, q)) / width)
    within = lambda rows: mp.fsum(kernel(p, q) for j, p in enumerate(rows) for q in rows[:j]) * 2 / (
        len(rows) * (len(rows) - 1))
    between = mp.fsum(kernel(p, q) for p in x for q in y) / (len(x) * len(y))
    return {'mmd2': within(x) + within(y) - 2 * between}


def peer_mmd(i):
    gamma = 1 / (2 * i['sigma'] ** 2)
    k = lambda p, q: rbf_kernel(p, q, gamma=gamma)
    x, y = i['x'], i['y']
    m, n = len(x), len(y)
    return {'mmd2': (k(x, x).sum() - m) / (m * (m - 1)) + (k(y, y).sum() - n) / (n * (n - 1)) - 2 * k(x, y).mean()}


def order_ranks(i):
    """The smallest k with P(X ≤ k) ≥ alpha/2, and the smallest with P(X > k) ≤ alpha/2: scipy's, made certain."""
    n, q, half = i['n'], mpf(i['q']), mpf(i['alpha']) / 2
    above = lambda k: 0 if k >= n else 1 if k < 0 else tail({'dist': 'beta', 'a': k + 1, 'b': n - k}, q, False)
    within = lambda k: 1 if k >= n else 0 if k < 0 else tail({'dist': 'beta', 'a': k + 1, 'b': n - k}, q, True)
    lower, upper = int(st.binom.ppf(i['alpha'] / 2, n, i['q'])), int(st.binom.isf(i['alpha'] / 2, n, i['q']))
    if not (within(lower) >= half > within(lower - 1) and above(upper) <= half < above(upper - 1)):
        raise Unanswered('scipy is off by one')
    if min(abs(p / half - 1) for p in (within(lower), within(lower - 1), above(upper), above(upper - 1))) < 1e-9:
        raise Unanswered('on the edge')
    return {'lowerRank': lower if 1 <= lower <= n else -1, 'upperRank': upper + 1 if 1 <= upper + 1 <= n else -1}


def draw_two(chance, k):
    m, n = (3, 4) if k % 7 == 6 else (whole(chance, 5, 60), whole(chance, 5, 60))
    a, b = sample(chance, k, m), sample(chance, k, n)
    if k % 5 == 3:
        b = [v * 40 for v in b]  # far apart: tails
    return {'a': a, 'b': b}


def draw_wasserstein(chance, k):
    i = draw_two(chance, k)
    weights = lambda values: [uniform(chance, 0, 2) if chance.uniform() < 0.9 else 0.0 for _ in values]
    return i if k % 2 == 0 else {**i, 'wa': [1.0, *weights(i['a'][1:])], 'wb': [1.0, *weights(i['b'][1:])]}


def draw_mmd(chance, k):
    width, offset = 1 + k % 4, (0, 1e6, 0, 0)[k % 4]
    rows = lambda n: [[float(v) for v in offset + chance.normal(uniform(chance, 0, 0.5), 1, width)] for _ in range(n)]
    return {'x': rows(whole(chance, 2, 20)), 'y': rows(whole(chance, 2, 20)), 'sigma': spread(chance, 0.3, 5)}


def draw_ranks(chance, k):
    n = (whole(chance, 50, 5000), whole(chance, 1, 12), whole(chance, 1e5, 3e6), whole(chance, 200, 1e4))[k % 4]
    return {'n': n, 'q': pick(chance, 0.5, 0.9, 0.95, 0.99, 0.999), 'alpha': alpha(chance)}


ALL = {
    'ks_2samp': Kind(draw_two, ks, peer_ks, 'scipy', rel=1e-8),
    'mann_whitney': Kind(lambda chance, k: {**draw_two(chance, k), 'continuity': k % 2 == 1}, mann_whitney,
                         peer_mann_whitney, 'scipy', rel=1e-8),
    'wasserstein1': Kind(draw_wasserstein, wasserstein, peer_wasserstein, 'scipy', rel=1e-9, abs=1e-13),
    'mmd2_unbiased': Kind(draw_mmd, mmd, peer_mmd, 'scikit-learn', abs=1e-12),
    'quantile_order_ci': Kind(draw_ranks, order_ranks, None, 'scipy binom', rel=0, abs=0),
}
