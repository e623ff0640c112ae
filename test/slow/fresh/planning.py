"""P(B beats A), power, sample sizes."""
from mpmath import mp, mpf
from scipy.stats import beta
from statsmodels.stats.power import NormalIndPower, TTestIndPower
from statsmodels.stats.proportion import power_proportions_2indep

from kind import Kind, alpha, pick, spread, uniform, whole
from means import student_point
from tails import log_beta, normal_above, quantile, tail


def beats(i):
    """A sum of positive terms where alphaB is a whole number, else an integral (over the logit, around its peak)."""
    a, b, c, d = (mpf(i[name]) for name in ('alphaA', 'betaA', 'alphaB', 'betaB'))
    if i['alphaB'] == int(i['alphaB']):
        return {'prob': mp.fsum(mp.exp(log_beta(a + k, b + d) - mp.log(d + k) - log_beta(1 + k, d) - log_beta(a, b))
                                for k in range(int(i['alphaB'])))}
    def density(u):
        x = 1 / (1 + mp.exp(-u))
        return mp.exp(c * mp.log(x) + d * mp.log(1 - x) - log_beta(c, d)) * tail(
            {'dist': 'beta', 'a': a, 'b': b}, x, False)

    with mp.workdps(25):
        middle = mp.log((a + c) / (b + d))
        width = 1 / mp.sqrt(min(c, a)) + 1 / mp.sqrt(min(d, b))
        ends = [middle + width * k for k in range(-60, 61, 4)]
        return {'prob': mp.quad(density, ends, maxdegree=5)}


def critical(i):
    """The point of refusal, and whether each of the two tails counts."""
    sides = 2 if i['alternative'] == 'two-sided' else 1
    return mpf(i['alpha']) / sides, i['alternative'] != 'smaller', i['alternative'] != 'larger'


def normal_power(i, shift, scale=1):
    each, above, below = critical(i)
    z = quantile({'dist': 'normal'}, each, True) * scale
    return (normal_above(z - shift) if above else 0) + (normal_above(z + shift) if below else 0)


def rate_power(i):
    pa, diff, ratio = mpf(i['pA']), mpf(i['diff']), mpf(i['ratioAtoB'])
    pb = pa + diff
    pooled = (pb + pa * ratio) / (1 + ratio)
    null = mp.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio))
    other = mp.sqrt(pb * (1 - pb) + pa * (1 - pa) / ratio)
    return {'power': normal_power(i, diff * mp.sqrt(i['nB']) / other, null / other)}


def peer_power(i):
    return {'power': power_proportions_2indep(i['diff'], i['pA'], i['nB'], ratio=i['ratioAtoB'], alpha=i['alpha'],
                                              alternative=i['alternative'], return_results=False)}


def size(i, d, power_at):
    """n1 at which the power is the wanted one: from the larger tail alone, then a few steps."""
    each, _, _ = critical(i)
    z = quantile({'dist': 'normal'}, each, True) + quantile({'dist': 'normal'}, 1 - mpf(i['power']), True)
    start = (z / d) ** 2 * (1 + 1 / mpf(i['ratio']))
    miss = lambda n: power_at(n) - mpf(i['power'])
    return mp.findroot(miss, (start, start * mpf('1.01') + 1), tol=mpf(10) ** -20, verify=False)


def normal_size(i, d):
    return size(i, d, lambda n: normal_power(i, d * mp.sqrt(n / (1 + 1 / mpf(i['ratio'])))))


def by_h(i):
    h = 2 * mp.asin(mp.sqrt(mpf(i['pB']))) - 2 * mp.asin(mp.sqrt(mpf(i['pA'])))
    return {'h': h, 'n1': normal_size(i, h)}


def by_effect(i):
    d = mpf(i['effectSize'])

    def power_at(n):
        df = n * (1 + mpf(i['ratio'])) - 2
        shift = d * mp.sqrt(n / (1 + 1 / mpf(i['ratio'])))
        each, above, below = critical(i)
        t = student_point(2 * each, df)
        return (noncentral_above(t, df, shift) if above else 0) + (noncentral_above(t, df, -shift) if below else 0)

    with mp.workdps(25):
        return {'n1_normal': normal_size(i, d), 'n1_t': size(i, d, power_at)}


def noncentral_above(t, df, shift):
    """P(T > t) of the noncentral t: the normal tail, averaged over the spread s = √(χ²/df)."""
    def density(s):
        log = mp.log(2) + df / 2 * mp.log(df / 2) + (df - 1) * mp.log(s) - df * s * s / 2 - mp.loggamma(df / 2)
        return mp.exp(log) * normal_above(t * s - shift)

    width = 1 / mp.sqrt(2 * df)
    ends = [max(mpf(10) ** -9, 1 + width * k) for k in range(-15, 16, 3)]
    return mp.quad(density, sorted(set(ends)), maxdegree=5)


def peer_size(solver, i, d):
    return solver().solve_power(d, power=i['power'], alpha=i['alpha'], ratio=i['ratio'], alternative=i['alternative'])


def peer_beats(i):
    a, b = beta(i['alphaA'], i['betaA']), beta(i['alphaB'], i['betaB'])
    low, high = b.ppf(1e-14), b.isf(1e-14)
    return {'prob': b.expect(a.cdf, lb=low, ub=high, epsabs=1e-12, limit=500)}


def draw_beats(chance, k):
    if k % 3 == 0:
        return {name: uniform(chance, 2, 40) for name in ('alphaA', 'betaA', 'alphaB', 'betaB')}
    if k % 3 == 1:
        return {name: whole(chance, 20, 800) for name in ('alphaA', 'betaA', 'alphaB', 'betaB')}
    return {'alphaA': whole(chance, 400, 900), 'betaA': whole(chance, 400, 900), 'alphaB': 1 + whole(chance, 1, 60),
            'betaB': whole(chance, 100, 900)}  # B is far worse


def draw_power(chance, k):
    pa = uniform(chance, 0.01, 0.5)
    alternative = ('two-sided', 'larger', 'smaller')[k % 3]
    n = whole(chance, 500, 1e6) if k % 4 < 3 else whole(chance, 1e9, 1e11)
    ratio = pick(chance, 1.0, 0.5, 4.0, 19.0, 0.111111)
    error = (pa * (1 - pa) * (1 + 1 / ratio) / n) ** 0.5
    return {'pA': pa, 'diff': error * uniform(chance, -4, 4), 'nB': n, 'ratioAtoB': ratio, 'alpha': alpha(chance),
            'alternative': alternative}


def wishes(chance, k):
    return {'alpha': alpha(chance), 'power': pick(chance, 0.8, 0.9, 0.95, 0.99),
            'ratio': pick(chance, 1.0, 0.5, 0.111111, 3.0), 'alternative': ('two-sided', 'larger')[k % 2]}


def draw_h(chance, k):
    pa = spread(chance, 1e-3, 0.5)
    return {'pA': pa, 'pB': pa * (1 + uniform(chance, *((0.02, 0.6), (1e-5, 1e-3))[k % 3 == 2])), **wishes(chance, k)}


def draw_effect(chance, k):
    return {'effectSize': spread(chance, *((0.05, 0.6), (0.8, 1.6), (1e-4, 1e-3))[k % 3]), **wishes(chance, k)}


ALL = {
    'prob_b_beats_a': Kind(draw_beats, beats, peer_beats, 'scipy', rel=1e-7),
    'power_proportion': Kind(draw_power, rate_power, peer_power, 'statsmodels', rel=1e-7, conditioned=True),
    'sample_size_h': Kind(draw_h, by_h, lambda i: {'n1': peer_size(NormalIndPower, i, float(by_h(i)['h']))},
                          'statsmodels', rel=1e-6, abs=1e-3, conditioned=True),
    'sample_size_mean': Kind(draw_effect, by_effect,
                             lambda i: {'n1_normal': peer_size(NormalIndPower, i, i['effectSize']),
                                        'n1_t': peer_size(TTestIndPower, i, i['effectSize'])},
                             'statsmodels', rel=1e-5, abs=1e-3),
}
