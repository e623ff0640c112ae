"""Rates of two variants: tests and intervals, with n up to 1e12, x = 0, x = n."""
from mpmath import mp, mpf
from statsmodels.stats import proportion as sm

from kind import Kind, alpha, pick, spread, uniform, whole
from tails import Unanswered, normal_above, quantile


def counts(chance, k):
    """Tame; n to 1e12; x = 0; x = n; so few that nothing is normal."""
    wild = k % 5
    if wild == 1:
        na, nb = whole(chance, 1e9, 1e12), whole(chance, 1e8, 1e12)
    elif wild == 4:
        na, nb = whole(chance, 2, 9), whole(chance, 2, 9)
    else:
        na, nb = whole(chance, 100, 1e6), whole(chance, 100, 1e6)
    p = spread(chance, 1e-3, 0.6)
    error = (p * (1 - p) * (1 / na + 1 / nb)) ** 0.5
    shifted = p + uniform(chance, -1, 1) * (33 if wild == 1 else 4) * error
    xa, xb = (min(n, max(0, round(n * q))) for n, q in ((na, p), (nb, shifted)))
    if wild == 2:
        xa, xb = 0, max(1, xb)
    if wild == 3:
        xb, xa = nb, min(na - 1, na - xa // 2)
    if wild == 4 and (xa + xb) % (na + nb) == 0:
        xa, xb = 1, 0
    return {'xa': xa, 'na': na, 'xb': xb, 'nb': nb}


def rates(i, more=0):
    """x/n of A and B, and their variances; `more` successes and failures are added to each."""
    (pa, na), (pb, nb) = ((mpf(x) + more, mpf(n) + 2 * more) for x, n in
                          ((i['xa'], i['na']), (i['xb'], i['nb'])))
    pa, pb = pa / na, pb / nb
    return pa, pb, pa * (1 - pa) / na, pb * (1 - pb) / nb


def z_of(alpha_):
    return quantile({'dist': 'normal'}, mpf(alpha_) / 2, True)


def by_alternative(z, alternative):
    return {'two-sided': 2 * normal_above(abs(z)), 'larger': normal_above(z), 'smaller': normal_above(-z)}[alternative]


def pooled_z(i):
    na, nb = mpf(i['na']), mpf(i['nb'])
    p = (mpf(i['xa']) + mpf(i['xb'])) / (na + nb)
    z = (i['xb'] / nb - i['xa'] / na) / mp.sqrt(p * (1 - p) * (1 / na + 1 / nb))
    return {'z': z, 'p_value': by_alternative(z, i['alternative'])}


def peer_z(i):
    z, p = sm.proportions_ztest([i['xb'], i['xa']], [i['nb'], i['na']], alternative=i['alternative'])
    return {'z': z, 'p_value': p}


def wilson(x, n, z):
    x, n = mpf(x), mpf(n)
    centre, half = x + z * z / 2, z * mp.sqrt(x * (n - x) / n + z * z / 4)
    return (centre - half) / (n + z * z), (centre + half) / (n + z * z)


def difference(i):
    z, method = z_of(i['alpha']), i['method']
    if method == 'score':
        return score(i, z)
    pa, pb, va, vb = rates(i, more=1 if method == 'agresti-caffo' else 0)
    low = high = z * mp.sqrt(va + vb)
    if method == 'newcomb':
        (la, ua), (lb, ub) = wilson(i['xa'], i['na'], z), wilson(i['xb'], i['nb'], z)
        low, high = mp.hypot(pb - lb, ua - pa), mp.hypot(ub - pb, pa - la)
    return {'lower': pb - pa - low, 'upper': pb - pa + high}


def score(i, z):
    """The two differences that a score test would just not refuse, as statsmodels 0.15 has them.

    Its proportions under the hypothesis are not quite the likeliest ones (its issue 10269): the cubic of
    Miettinen and Nurminen 1985 has nA where it has xA, times d². Left out where they leave 0 to 1.
    """
    xa, na, xb, nb = (mpf(i[name]) for name in ('xa', 'na', 'xb', 'nb'))
    n, x, observed = na + nb, xa + xb, xb / nb - xa / na

    def under(d):
        c2, c1 = ((nb + 2 * na) * d - n - x) / (3 * n), ((xa * d - n - 2 * xa) * d + x) / (3 * n)
        half = c2**3 - 3 * c1 * c2 / 2 + xa * d * (1 - d) / (2 * n)
        radius = mp.sign(half) * mp.sqrt(max(mpf(0), c2**2 - c1))
        cosine = max(mpf(-1), min(mpf(1), half / radius**3)) if radius else mpf(0)
        p = 2 * radius * mp.cos((mp.pi + mp.acos(cosine)) / 3) - c2
        return p, p + d

    def excess(d, sign):
        p, q = (max(mpf(0), min(mpf(1), v)) for v in under(d))
        return observed - d - sign * z * mp.sqrt((p * (1 - p) / na + q * (1 - q) / nb) * n / (n - 1))

    def halve(low, high, sign):
        for _ in range(150):
            d = (low + high) / 2
            low, high = (d, high) if excess(d, sign) > 0 else (low, d)
        if not all(0 < v < 1 for v in under(d)):
            raise Unanswered('the score leaves 0 to 1')
        return d

    return {'lower': halve(mpf(-1), observed, 1), 'upper': halve(observed, mpf(1), -1)}


def peer_difference(i):
    low, high = sm.confint_proportions_2indep(i['xb'], i['nb'], i['xa'], i['na'], method=i['method'],
                                              compare='diff', alpha=i['alpha'])
    return {'lower': low, 'upper': high}


def one_interval(i):
    x, n = i['x'], i['n']
    if i['method'] == 'wilson':
        low, high = wilson(x, n, z_of(i['alpha']))
        return {'lower': low, 'upper': high}
    half = mpf(i['alpha']) / 2
    low = quantile({'dist': 'beta', 'a': x, 'b': n - x + 1}, half, False) if x > 0 else 0
    high = quantile({'dist': 'beta', 'a': x + 1, 'b': n - x}, half, True) if x < n else 1
    return {'lower': low, 'upper': high}


def peer_interval(i):
    method = {'wilson': 'wilson', 'clopper-pearson': 'beta'}[i['method']]
    low, high = sm.proportion_confint(i['x'], i['n'], alpha=i['alpha'], method=method)
    return {'lower': low, 'upper': high}


def non_inferior(i):
    pa, pb, va, vb = rates(i)
    z = ((pb - pa) * (1 if i['higherIsBetter'] else -1) + mpf(i['margin'])) / mp.sqrt(va + vb)
    return {'z': z, 'p_value': normal_above(z)}


def peer_non_inferior(i):
    one, two = ((i['xb'], i['nb']), (i['xa'], i['na']))
    if not i['higherIsBetter']:
        one, two = two, one
    test = sm.test_proportions_2indep(*one, *two, value=-i['margin'], method='wald', compare='diff',
                                      alternative='larger')
    return {'z': test.statistic, 'p_value': test.pvalue}


def draw_difference(chance, k):
    method = ('wald', 'agresti-caffo', 'newcomb', 'score')[k % 4]
    wild = 0 if method == 'score' else (0, 0, 2, 0, 1, 1, 3, 3, 2, 4)[k % 10]
    return {**counts(chance, wild), 'method': method, 'alpha': alpha(chance)}


def draw_interval(chance, k):
    method = ('wilson', 'clopper-pearson')[k % 2]
    n = (1000, 1000, whole(chance, 1e9, 1e12), whole(chance, 1e9, 1e12), 40, 60, 7, 1)[k % 8]
    x = (0, n, round(n * 0.3), whole(chance, 1, 40), 0, n, 1, 0)[k % 8] if k > 1 else whole(chance, 10, 500)
    return {'x': x, 'n': n, 'method': method, 'alpha': alpha(chance)}


def draw_non_inferior(chance, k):
    i = counts(chance, (0, 1, 2, 4, 0)[k % 5])
    _, _, va, vb = rates(i)
    margin = float(mp.sqrt(va + vb)) * uniform(chance, 0.5, 6)
    return {**i, 'margin': round(margin, 10) or margin, 'higherIsBetter': pick(chance, True, False)}


ALL = {
    'two_proportion_z': Kind(
        lambda chance, k: {**counts(chance, k), 'alternative': ('two-sided', 'larger', 'smaller')[k % 3]},
        pooled_z, peer_z, 'statsmodels', conditioned=True),
    'two_proportion_ci': Kind(draw_difference, difference, peer_difference, 'statsmodels', abs=1e-14, conditioned=True),
    'proportion_ci': Kind(draw_interval, one_interval, peer_interval, 'statsmodels', abs=1e-15),
    'noninferiority_proportion': Kind(draw_non_inferior, non_inferior, peer_non_inferior, 'statsmodels',
                                      conditioned=True),
}
