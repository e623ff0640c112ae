"""Means of two variants, from raw samples (also at 1e9 ± 1) and from summaries with n up to 1e12."""
import scipy.stats as st
from mpmath import mp, mpf

from kind import Kind, alpha, pick, sample, spread, uniform, whole
from tails import quantile, tail


def moments(values):
    values = [mpf(v) for v in values]
    mean = mp.fsum(values) / len(values)
    return mean, mp.fsum((v - mean) ** 2 for v in values) / (len(values) - 1), mpf(len(values))


def summaries(i):
    return tuple(tuple(mpf(i[name + variant]) for name in ('mean', 'var', 'n')) for variant in 'AB')


def welch_df(va, na, vb, nb):
    return (va / na + vb / nb) ** 2 / ((va / na) ** 2 / (na - 1) + (vb / nb) ** 2 / (nb - 1))


def student_above(t, df):
    return tail({'dist': 't', 'df': df}, t, True)


def student_point(alpha_, df):
    return quantile({'dist': 't', 'df': df}, mpf(alpha_) / 2, True)


def welch(a, b):
    (ma, va, na), (mb, vb, nb) = a, b
    error, df = mp.sqrt(va / na + vb / nb), welch_df(va, na, vb, nb)
    t = (mb - ma) / error
    return t, df, 2 * student_above(abs(t), df), error


def welch_raw(i):
    a, b = moments(i['a']), moments(i['b'])
    t, df, p, error = welch(a, b)
    half = student_point(i['alpha'], df) * error
    diff = b[0] - a[0]
    return {'diff': diff, 't': t, 'df': df, 'p_value': p, 'lower': diff - half, 'upper': diff + half}


def peer_raw(i):
    r = st.ttest_ind(i['b'], i['a'], equal_var=False)
    low, high = r.confidence_interval(1 - i['alpha'])
    return {'t': r.statistic, 'df': r.df, 'p_value': r.pvalue, 'lower': low, 'upper': high}


def welch_summary(i):
    t, df, p, _ = welch(*summaries(i))
    return {'t': t, 'df': df, 'p_value': p}


def peer_summary(i):
    r = st.ttest_ind_from_stats(i['meanB'], i['varB'] ** 0.5, i['nB'], i['meanA'], i['varA'] ** 0.5, i['nA'],
                                equal_var=False)
    return {'t': r.statistic, 'p_value': r.pvalue}


def non_inferior(i):
    (ma, va, na), (mb, vb, nb) = summaries(i)
    d = mb - ma if i['higherIsBetter'] else ma - mb
    df = welch_df(va, na, vb, nb)
    t = (d + mpf(i['margin'])) / mp.sqrt(va / na + vb / nb)
    return {'t': t, 'df': df, 'p_value': student_above(t, df)}


def peer_non_inferior(i):
    d = (i['meanB'] - i['meanA']) * (1 if i['higherIsBetter'] else -1)
    r = st.ttest_ind_from_stats(d + i['margin'], i['varB'] ** 0.5, i['nB'], 0, i['varA'] ** 0.5, i['nA'],
                                equal_var=False, alternative='greater')
    return {'t': r.statistic, 'p_value': r.pvalue}


def paired(i):
    mean, variance, n = moments([mpf(b) - mpf(a) for a, b in zip(i['a'], i['b'])])
    error, df = mp.sqrt(variance / n), n - 1
    t, half = mean / error, student_point(i['alpha'], df) * error
    return {'t': t, 'df': int(df), 'p_value': 2 * student_above(abs(t), df), 'lower': mean - half, 'upper': mean + half}


def peer_paired(i):
    r = st.ttest_rel(i['b'], i['a'])
    low, high = r.confidence_interval(1 - i['alpha'])
    return {'t': r.statistic, 'df': r.df, 'p_value': r.pvalue, 'lower': low, 'upper': high}


def draw_raw(chance, k):
    na, nb = (2, 3) if k % 6 == 5 else (whole(chance, 4, 60), whole(chance, 4, 250))
    a, b = sample(chance, k, na), sample(chance, k, nb)
    if k % 7 == 6:
        a = [a[0]] * na  # one variant has no spread
    return {'a': a, 'b': b, 'alpha': alpha(chance)}


def draw_summary(chance, k):
    large = (1e6, 1e12, 1e12, 20)[k % 4]
    na, nb = whole(chance, 2, large), whole(chance, 2, large)
    if k % 4 == 2:
        na, nb = whole(chance, 1e9, large), 2
    va, vb = spread(chance, 0.1, 100), spread(chance, 0.1, 100)
    mean = uniform(chance, -50, 50)
    z = uniform(chance, -1, 1) * (33 if k % 4 == 1 else 4)
    return {'meanA': mean, 'varA': va, 'nA': na, 'meanB': mean + z * (va / na + vb / nb) ** 0.5, 'varB': vb, 'nB': nb}


def draw_non_inferior(chance, k):
    i = draw_summary(chance, k)
    error = (i['varA'] / i['nA'] + i['varB'] / i['nB']) ** 0.5
    return {**i, 'margin': uniform(chance, 0.2, 5) * error, 'higherIsBetter': pick(chance, True, False)}


def draw_paired(chance, k):
    n = 2 if k % 6 == 5 else whole(chance, 5, 120)
    a = sample(chance, k, n)
    rounded = (lambda v: round(v)) if k % 5 in (2, 4) else (lambda v: v)
    return {'a': a, 'b': [float(rounded(v + chance.normal(0.3, 0.7))) for v in a], 'alpha': alpha(chance)}


ALL = {
    'welch_t': Kind(draw_raw, welch_raw, peer_raw, 'scipy', abs=1e-12),
    'welch_t_summary': Kind(draw_summary, welch_summary, peer_summary, 'scipy', conditioned=True),
    'noninferiority_mean': Kind(draw_non_inferior, non_inferior, peer_non_inferior, 'scipy', conditioned=True),
    'paired_t': Kind(draw_paired, paired, peer_paired, 'scipy', abs=1e-12),
}
