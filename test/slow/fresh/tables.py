"""Counts: mismatched shares, mixtures, distances of histograms, tables, many p at once."""
import numpy as np
import scipy.stats as st
from gbstats.utils import check_srm
from mpmath import mp, mpf
from scipy.spatial.distance import jensenshannon
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

from kind import Kind, alpha, pick, spread, uniform, whole
from tails import chi2_above, log_beta, tail


def srm(i):
    n, weights = sum(i['counts']), [mpf(w) for w in i['weights']]
    total = mp.fsum(weights)
    chi2 = mp.fsum((c - n * w / total) ** 2 / (n * w / total) for c, w in zip(i['counts'], weights))
    df = len(weights) - 1
    return {'chi2': chi2, 'df': df, 'p_value': chi2_above(chi2, df)}


def srm_log_e(i):
    """Of shares that sum to one exactly, which doubles do not: at 1e12 units the rest would show."""
    counts, c = i['counts'], mpf(i['concentration'])
    with mp.workdps(80):
        weights = [mpf(w) for w in i['weights']]
        exact = [w / mp.fsum(weights) for w in weights]
        return {'log_e': mp.loggamma(c) - mp.loggamma(c + mp.fsum(counts)) + mp.fsum(
            mp.loggamma(c * w + n) - mp.loggamma(c * w) - n * mp.log(w) for n, w in zip(counts, exact))}


def mixture_log_e(i):
    s, n, p, a, b = (mpf(i[name]) for name in ('successes', 'n', 'p0', 'a', 'b'))
    with mp.workdps(80):
        return {'log_e': log_beta(a + s, b + n - s) - log_beta(a, b) - s * mp.log(p) - (n - s) * mp.log1p(-p)}


def psi(i):
    parts = lambda counts: [mpf(c) / sum(counts) if c > 0 else mpf(i['eps']) for c in counts]
    both = zip(parts(i['expectedCounts']), parts(i['actualCounts']))
    return {'psi': mp.fsum((a - e) * mp.log(a / e) for e, a in both)}


def peer_psi(i):
    e, a = (np.array(i[name]) / sum(i[name]) for name in ('expectedCounts', 'actualCounts'))
    e, a = (np.where(s == 0, i['eps'], s) for s in (e, a))
    return {'psi': np.sum((a - e) * np.log(a / e))}


def jensen_shannon(i):
    p, q = ([mpf(c) / sum(i[name]) for c in i[name]] for name in ('p', 'q'))
    part = lambda s, t: s * mp.log(2 * s / (s + t)) if s > 0 else mpf(0)
    divergence = mp.fsum(part(s, t) + part(t, s) for s, t in zip(p, q)) / 2
    return {'distance': mp.sqrt(divergence / mp.log(i.get('base', mp.e)))}


def independence(i):
    table = [[mpf(c) for c in row] for row in i['table']]
    rows, columns, n = [mp.fsum(r) for r in table], [mp.fsum(c) for c in zip(*table)], mp.fsum(map(mp.fsum, table))
    chi2 = mpf(0)
    for row, of_row in zip(table, rows):
        for seen, of_column in zip(row, columns):
            expected = of_row * of_column / n
            miss = abs(seen - expected)
            chi2 += (miss - (min(mpf(1) / 2, miss) if i['yates'] else 0)) ** 2 / expected
    df = (len(rows) - 1) * (len(columns) - 1)
    return {'chi2': chi2, 'df': df, 'p_value': chi2_above(chi2, df)}


def peer_independence(i):
    r = st.chi2_contingency(i['table'], correction=i['yates'])
    return {'chi2': r.statistic, 'df': r.dof, 'p_value': r.pvalue}


def discordant(i):
    b, c = i['b'], i['c']
    few, n = min(b, c), b + c
    within = tail({'dist': 'beta', 'a': few + 1, 'b': n - few}, mpf(1) / 2, True)
    chi2 = mpf(abs(b - c) - 1) ** 2 / n
    return {'p_exact': min(mpf(1), 2 * within), 'chi2_corrected': chi2, 'p_corrected': chi2_above(chi2, 1)}


def peer_discordant(i):
    table = [[0, i['b']], [i['c'], 0]]
    corrected = mcnemar(table, exact=False, correction=True)
    return {'p_exact': mcnemar(table, exact=True).pvalue, 'chi2_corrected': corrected.statistic,
            'p_corrected': corrected.pvalue}


def adjusted(i):
    p, m = [mpf(v) for v in i['p']], len(i['p'])
    order = sorted(range(m), key=lambda k: p[k])
    harmonic = mp.fsum(mpf(1) / k for k in range(1, m + 1))

    def stepped(scale, ranks, worst):
        out, latest = [None] * m, None
        for rank in ranks:
            value = p[order[rank]] * scale(rank)
            latest = value if latest is None else worst(latest, value)
            out[order[rank]] = min(mpf(1), latest)
        return out

    down, up = range(m), range(m - 1, -1, -1)
    return {'bonferroni': [min(mpf(1), v * m) for v in p], 'holm': stepped(lambda r: m - r, down, max),
            'fdr_bh': stepped(lambda r: mpf(m) / (r + 1), up, min),
            'fdr_by': stepped(lambda r: harmonic * m / (r + 1), up, min)}


def peer_adjusted(i):
    return {name: multipletests(i['p'], i['alpha'], name)[1] for name in ('bonferroni', 'holm', 'fdr_bh', 'fdr_by')}


def shares(chance, k):
    """Tame; large counts that are far off; an empty variant; few."""
    n = (1e5, 1e12, 300, 10)[k % 4]
    weights = [0.5, 0.5] if k % 4 == 0 else list(map(float, chance.dirichlet([3] * int(chance.integers(2, 6)))))
    bend = 1 + chance.normal(0, 8 / n**0.5 if k % 4 == 1 else 0.02, len(weights))
    counts = [max(0, round(n * w * b)) for w, b in zip(weights, bend)]
    if k % 4 == 2:
        counts[0] = 0
    return {'counts': counts, 'weights': weights}


def draw_mixture(chance, k):
    n = (whole(chance, 100, 1e5), whole(chance, 1e9, 1e12), whole(chance, 10, 1e4), 1)[k % 4]
    p = uniform(chance, 0.002, 0.9)
    seen = p + chance.normal(0, 3) * (p * (1 - p) / n) ** 0.5
    s = (min(n, max(0, round(n * seen))), min(n, max(0, round(n * seen))), pick(chance, 0, n), 0)[k % 4]
    return {'successes': s, 'n': n, 'p0': p, 'a': spread(chance, 0.5, 300), 'b': spread(chance, 0.5, 300)}


def histograms(chance, k):
    """Tame; with empty bins; almost equal, large; no bin in common."""
    bins = int(chance.integers(2, 30))
    base = chance.dirichlet([2] * bins)
    large = (3000, 500, 1e11, 200)[k % 4]
    p, q = ([int(c) for c in np.rint(large * base * (1 + chance.normal(0, 1e-4 if k % 4 == 2 else 0.2, bins)).clip(0))]
            for _ in 'pq')
    if k % 4 == 1:
        p[0] = q[-1] = 0
    if k % 4 == 3:
        p, q = [c * (j % 2) for j, c in enumerate(p)] + [7], [c * (1 - j % 2) for j, c in enumerate(q)] + [0]
    return p, q


def draw_psi(chance, k):
    p, q = histograms(chance, k)
    return {'expectedCounts': p, 'actualCounts': q, 'eps': pick(chance, 1e-4, 1e-6)}


def draw_js(chance, k):
    p, q = histograms(chance, k)
    return {'p': p, 'q': q, **({'base': 2} if k % 2 else {})}


def draw_table(chance, k):
    rows, columns = (2, 2) if k % 3 == 0 else (2 + k % 2, int(chance.integers(2, 15)))
    n, bend = (600, 200, 1e7)[k % 3] * rows, (0.2, 0.3, 4e-3)[k % 3]
    share = np.outer(chance.dirichlet([5] * rows), chance.dirichlet([5] * columns))
    table = [[int(c) + 1 for c in row] for row in n * share * (1 + chance.normal(0, bend, share.shape)).clip(0.1)]
    return {'table': table, 'yates': k % 3 == 0 and k % 2 == 1}


def draw_discordant(chance, k):
    b, c = ((whole(chance, 3, 60), whole(chance, 3, 60)), (whole(chance, 600, 1500), whole(chance, 3, 60)),
            (0, whole(chance, 1, 900)), (5, 5), (whole(chance, 2e4, 3e4), whole(chance, 2e4, 3e4)))[k % 5]
    return {'b': b, 'c': c}


def draw_many(chance, k):
    m = (12, 1, 40, 8)[k % 4]
    p = [10 ** -uniform(chance, 0, (5, 3, 300, 3)[k % 4]) for _ in range(m)]
    if k % 4 == 3:
        p = [0.0, 1.0, p[0], p[0], p[0], *p[1:4]]
    return {'p': p, 'alpha': alpha(chance)}


ALL = {
    'srm_chi2': Kind(shares, srm, lambda i: {'p_value': check_srm(i['counts'], i['weights'])}, 'gbstats', rel=1e-8,
                     conditioned=True),
    'srm_sequential_log_e': Kind(lambda chance, k: {**shares(chance, k), 'concentration': spread(chance, 1, 1e5)},
                                 srm_log_e, rel=1e-7, abs=1e-6, conditioned=True),
    'beta_binomial_log_e': Kind(draw_mixture, mixture_log_e,
                                lambda i: {'log_e': st.betabinom(i['n'], i['a'], i['b']).logpmf(i['successes'])
                                           - st.binom(i['n'], i['p0']).logpmf(i['successes'])},
                                'scipy', rel=1e-7, abs=1e-7, conditioned=True),
    'psi': Kind(draw_psi, psi, peer_psi, 'numpy', rel=1e-10, abs=1e-13, conditioned=True),
    'js_distance': Kind(draw_js, jensen_shannon, lambda i: {'distance': jensenshannon(i['p'], i['q'], i.get('base'))},
                        'scipy', abs=1e-13, conditioned=True),
    'chi2_independence': Kind(draw_table, independence, peer_independence, 'scipy', conditioned=True),
    'mcnemar': Kind(draw_discordant, discordant, peer_discordant, 'statsmodels'),
    'multiple_testing': Kind(draw_many, adjusted, peer_adjusted, 'statsmodels', rel=1e-10),
}
