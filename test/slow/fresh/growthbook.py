"""From sums, as GrowthBook has them: ratios, CUPED, the sequential test, the normal posterior."""
from gbstats.bayesian.tests import EffectBayesianABTest, EffectBayesianConfig, GaussianPrior
from gbstats.frequentist.tests import FrequentistConfig, SequentialConfig, SequentialTwoSidedTTest, TwoSidedTTest
from gbstats.models.statistics import (ProportionStatistic, RatioStatistic, RegressionAdjustedStatistic,
                                       SampleMeanStatistic, compute_theta)
from mpmath import mp, mpf

from kind import Kind, alpha, pick, spread, uniform, whole
from means import student_above, student_point, welch_df
from tails import normal_above, quantile


def exactly(variant):
    return {name: mpf(value) for name, value in variant.items()}


def cross(n, sum_xy, sum_x, sum_y):
    return (sum_xy - sum_x * sum_y / n) / (n - 1)


def ratio(variant):
    """R = sum M / sum D, and the variance of one unit by the delta method."""
    s = exactly(variant)
    n, m, d = s['n'], s['sumM'] / s['n'], s['sumD'] / s['n']
    vm, vd = cross(n, s['sumM2'], s['sumM'], s['sumM']), cross(n, s['sumD2'], s['sumD'], s['sumD'])
    cov = cross(n, s['sumMD'], s['sumM'], s['sumD'])
    return m / d, vm / d**2 - 2 * cov * m / d**3 + m**2 * vd / d**4, n


def plain(variant):
    s = exactly(variant)
    mean = s['sum'] / s['n']
    return mean, cross(s['n'], s['sum2'], s['sum'], s['sum']) if 'sum2' in s else mean * (1 - mean), s['n']


def pooled_theta(a, b):
    both = {name: mpf(a[name]) + mpf(b[name]) for name in a}
    n = both['n']
    return cross(n, both['sumXY'], both['sumX'], both['sumY']) / cross(n, both['sumX2'], both['sumX'], both['sumX'])


def adjusted(variant, theta):
    s = exactly(variant)
    n, y, x = s['n'], s['sumY'], s['sumX']
    variance = (cross(n, s['sumY2'], y, y) + theta**2 * cross(n, s['sumX2'], x, x)
                - 2 * theta * cross(n, s['sumXY'], x, y))
    return (y - theta * x) / n, variance, n


def effect(i):
    """The point and its variance, absolute or relative to the mean of A before any adjustment."""
    a, b, relative = i['a'], i['b'], i.get('relative', True)
    if i['kind'] == 'cuped':
        theta = pooled_theta(a, b)
        (ma, va, na), (mb, vb, nb) = adjusted(a, theta), adjusted(b, theta)
        of_a, of_b = (mpf(variant['sumY']) / variant['n'] for variant in (a, b))
    else:
        (ma, va, na), (mb, vb, nb) = ((ratio if i['kind'] == 'ratio' else plain)(variant) for variant in (a, b))
        of_a, of_b = ma, mb
    if relative:
        return (mb - ma) / of_a, vb / (of_a**2 * nb) + va * of_b**2 / (of_a**4 * na), na + nb
    return mb - ma, vb / nb + va / na, na + nb


def sequential(i):
    point, variance, n = effect(i)
    a = mpf(i['alpha'])
    rho2 = (-2 * mp.log(a) + mp.log(-2 * mp.log(a) + 1)) / i['tuning']
    m = n * rho2 + 1
    half = mp.sqrt(variance * 2 * m * mp.log(mp.sqrt(m) / a) / (n * rho2))
    log_e = rho2 * point**2 * n / variance / (2 * m) - mp.log(m) / 2
    return {'point': point, 'lower': point - half, 'upper': point + half, 'rho': mp.sqrt(rho2),
            'p_value': min(mpf(1), mp.exp(-log_e)), 'log_e': log_e}


def posterior(i):
    point, variance, _ = effect(i)
    if i['proper']:
        precision = 1 / variance + 1 / mpf(i['priorVar'])
        point = (point / variance + mpf(i['priorMean']) / mpf(i['priorVar'])) / precision
        variance = 1 / precision
    sd = mp.sqrt(variance)
    half = quantile({'dist': 'normal'}, mpf(i['alpha']) / 2, True) * sd
    density = sd * mp.npdf(point / sd)
    above, below = normal_above(-point / sd), normal_above(point / sd)
    return {'mean': point, 'sd': sd, 'chanceToWin': above, 'lower': point - half, 'upper': point + half,
            'riskControl': point * above + density, 'riskTreatment': density - point * below}


def ratio_delta(i):
    (ra, va, na), (rb, vb, nb) = ratio(i['a']), ratio(i['b'])
    point, variance, _ = effect({**i, 'kind': 'ratio'})
    return {'ratioA': ra, 'ratioB': rb, 'varA': va, 'varB': vb,
            **welch_around(point, variance, welch_df(va, na, vb, nb), i['alpha'])}


def cuped(i):
    theta = pooled_theta(i['a'], i['b'])
    (ma, va, na), (mb, vb, nb) = adjusted(i['a'], theta), adjusted(i['b'], theta)
    test = welch_around(mb - ma, va / na + vb / nb, welch_df(va, na, vb, nb), i['alpha'])
    return {'theta': theta, 'adjDiff': test.pop('point'), 'varA': va, 'varB': vb, **test}


def welch_around(point, variance, df, alpha_):
    error = mp.sqrt(variance)
    half = student_point(alpha_, df) * error
    return {'point': point, 'lower': point - half, 'upper': point + half, 'df': df,
            'p_value': 2 * student_above(abs(point) / error, df)}


def statistic(kind, variant):
    n = variant['n']
    part = lambda name: SampleMeanStatistic(n, variant['sum' + name], variant['sum' + name + '2'])
    if kind == 'ratio':
        return RatioStatistic(n, part('M'), part('D'), variant['sumMD'])
    if kind == 'cuped':
        return RegressionAdjustedStatistic(n, part('Y'), part('X'), variant['sumXY'], 0)
    return SampleMeanStatistic(n, variant['sum'], variant['sum2']) if kind == 'mean' else ProportionStatistic(n, variant['sum'])


def peers(kind, i):
    return statistic(kind, i['a']), statistic(kind, i['b']), ('relative' if i.get('relative') else 'absolute')


def peer_ratio(i):
    a, b, type_ = peers('ratio', i)
    r = TwoSidedTTest(a, b, FrequentistConfig(difference_type=type_, alpha=i['alpha'])).compute_result()
    return {'ratioA': a.mean, 'ratioB': b.mean, 'varA': a.variance, 'varB': b.variance, 'point': r.expected,
            'lower': r.ci[0], 'upper': r.ci[1], 'p_value': r.p_value}


def peer_cuped(i):
    a, b, _ = peers('cuped', i)
    theta = a.theta = b.theta = compute_theta(a, b)
    r = TwoSidedTTest(a, b, FrequentistConfig(difference_type='absolute', alpha=i['alpha'])).compute_result()
    return {'theta': theta, 'adjDiff': r.expected, 'varA': a.variance, 'varB': b.variance, 'lower': r.ci[0],
            'upper': r.ci[1], 'p_value': r.p_value}


def peer_sequential(i):
    a, b, type_ = peers(i['kind'], i)
    config = SequentialConfig(difference_type=type_, alpha=i['alpha'], sequential_tuning_parameter=i['tuning'])
    test = SequentialTwoSidedTTest(a, b, config)
    r = test.compute_result()
    return {'point': r.expected, 'lower': r.ci[0], 'upper': r.ci[1], 'rho': test.rho, 'p_value': r.p_value}


def peer_posterior(i):
    a, b, _ = peers(i['kind'], i)
    prior = GaussianPrior(mean=i['priorMean'], variance=i['priorVar'], proper=i['proper'])
    config = EffectBayesianConfig(difference_type='relative', alpha=i['alpha'], prior_effect=prior)
    r = EffectBayesianABTest(a, b, config).compute_result()
    return {'mean': r.expected, 'sd': r.uplift.stddev, 'chanceToWin': r.chance_to_win, 'lower': r.ci[0],
            'upper': r.ci[1], 'riskControl': r.risk[0], 'riskTreatment': r.risk[1]}


def variants(chance, k, kind):
    """Sums of two variants that differ by a few standard errors, and by many where n is large."""
    large = (1e4, 1e12, 1e6)[k % 3]
    mean, sd = uniform(chance, 1, 20), spread(chance, 0.5, 8)
    link, rate = uniform(chance, -0.2, 0.8), spread(chance, 2e-3, 0.6)
    sizes = [whole(chance, 30 if k % 3 == 0 else large / 1e4, large) for _ in 'ab']
    error = sum(1 / n for n in sizes) ** 0.5 * uniform(chance, -1, 1) * (20 if k % 3 == 1 else 4)
    out = []
    for n, shift in zip(sizes, (0, error)):
        if kind == 'proportion':
            out.append({'n': n, 'sum': max(1, round(n * (rate + shift * (rate * (1 - rate)) ** 0.5)))})
            continue
        y, vy, x, vx = mean + shift * sd, sd**2, uniform(chance, 2, 4), uniform(chance, 0.5, 3)
        sums = {'': n * y, '2': n * (y * y + vy)}
        if kind == 'mean':
            out.append({'n': n, 'sum': sums[''], 'sum2': sums['2']})
            continue
        first, second = ('M', 'D') if kind == 'ratio' else ('Y', 'X')
        out.append({'n': n, f'sum{first}': sums[''], f'sum{first}2': sums['2'], f'sum{second}': n * x,
                    f'sum{second}2': n * (x * x + vx), f'sum{"MD" if kind == "ratio" else "XY"}':
                    n * (x * y + link * (vx * vy) ** 0.5)})
    return {'a': out[0], 'b': out[1], 'alpha': alpha(chance)}


def draw_sequential(chance, k):
    kind = ('mean', 'proportion', 'ratio', 'cuped')[k % 4]
    return {'kind': kind, **variants(chance, k, kind), 'relative': pick(chance, True, False),
            'tuning': pick(chance, 500, 5000, 100000)}


def draw_posterior(chance, k):
    kind = ('mean', 'proportion', 'mean')[k % 3]
    return {'kind': kind, **variants(chance, k + k // 3, kind), 'priorMean': uniform(chance, -0.05, 0.05),
            'priorVar': spread(chance, 1e-4, 1), 'proper': pick(chance, True, False)}


ALL = {
    'ratio_delta': Kind(lambda chance, k: {**variants(chance, k, 'ratio'), 'relative': k % 2 == 1}, ratio_delta,
                        peer_ratio, 'gbstats', rel=1e-8, conditioned=True),
    'cuped': Kind(lambda chance, k: variants(chance, k, 'cuped'), cuped, peer_cuped, 'gbstats', rel=1e-7, conditioned=True),
    'gb_sequential': Kind(draw_sequential, sequential, peer_sequential, 'gbstats', rel=1e-7, abs=1e-300,
                          conditioned=True, weight=2),
    'gb_bayes': Kind(draw_posterior, posterior, peer_posterior, 'gbstats', rel=1e-6, conditioned=True),
}
