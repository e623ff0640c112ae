"""The Python side of the contest: requests and answers are lines of JSON, and time is taken in here.

{"prepare": NAME, "cases": [...]}  → {"answers": [[...], ...]}: what each case comes to
{"time": NAME, "calls": N}         → {"ns": ...}: N calls, going round the cases
"""
import json
import sys
from importlib.metadata import version
from itertools import cycle, islice
from time import perf_counter_ns

import numpy as np
import scipy.special as special
import scipy.stats as st
from gbstats.frequentist.tests import SequentialConfig, SequentialTwoSidedTTest
from gbstats.models.statistics import SampleMeanStatistic
from gbstats.utils import check_srm
from statsmodels.stats.proportion import proportions_ztest


def sequential(case):
    """Statistics and test object are made beforehand: only the computation is timed."""
    a, b = (SampleMeanStatistic(variant['n'], variant['sum'], variant['sum2']) for variant in (case['a'], case['b']))
    config = SequentialConfig(difference_type='relative', alpha=case['alpha'],
                              sequential_tuning_parameter=case['tuning'])
    test = SequentialTwoSidedTTest(a, b, config)

    def call():
        r = test.compute_result()
        return r.expected, r.ci[0], r.ci[1], r.p_value
    return call


def sequential_from_sums(case):
    config = SequentialConfig(difference_type='relative', alpha=case['alpha'],
                              sequential_tuning_parameter=case['tuning'])
    a, b = case['a'], case['b']

    def call():
        r = SequentialTwoSidedTTest(SampleMeanStatistic(a['n'], a['sum'], a['sum2']),
                                    SampleMeanStatistic(b['n'], b['sum'], b['sum2']), config).compute_result()
        return r.expected, r.ci[0], r.ci[1], r.p_value
    return call


def welch(case):
    a, b = case['a'], case['b']

    def call():
        r = st.ttest_ind_from_stats(b['mean'], b['sd'], b['n'], a['mean'], a['sd'], a['n'], equal_var=False)
        return r.statistic, r.pvalue
    return call


def pooled_z(case):
    counts, sizes = [case['xb'], case['xa']], [case['nb'], case['na']]
    return lambda: proportions_ztest(counts, sizes)


def share_mismatch(case):
    return lambda: (check_srm(case['counts'], case['weights']),)


def raw(compute):
    """Two samples as arrays, unsorted."""
    def prepared(case):
        a, b = np.array(case['a']), np.array(case['b'])
        return lambda: compute(a, b)
    return prepared


def kolmogorov_smirnov(a, b):
    return st.ks_2samp(a, b, method='asymp')


def kolmogorov_limit(a, b):
    """scipy's `asymp` corrects the limit for small samples; we give the limit itself, and so compare with that."""
    d, m, n = kolmogorov_smirnov(a, b).statistic, len(a), len(b)
    return d, special.kolmogorov((m * n / (m + n)) ** 0.5 * d)


def mann_whitney(a, b):
    r = st.mannwhitneyu(b, a, use_continuity=True, method='asymptotic')
    return r.statistic, r.pvalue


CONTESTS = {
    'sequential': sequential,
    'sequential-from-sums': sequential_from_sums,
    'welch': welch,
    'pooled-z': pooled_z,
    'srm': share_mismatch,
    'ks': raw(kolmogorov_smirnov),
    'wasserstein': raw(lambda a, b: (st.wasserstein_distance(a, b),)),
    'mann-whitney': raw(mann_whitney),
}

ANSWERS = {**CONTESTS, 'ks': raw(kolmogorov_limit)}  # what is compared, where it is not what is timed


def main():
    versions = {name: version(name) for name in ('gbstats', 'scipy', 'statsmodels', 'numpy')}
    print(json.dumps({'versions': {'python': sys.version.split()[0], **versions}}), flush=True)
    calls = {}
    for line in sys.stdin:
        request = json.loads(line)
        if 'prepare' in request:
            name, cases = request['prepare'], request['cases']
            calls[name] = [CONTESTS[name](case) for case in cases]
            answer = {'answers': [[float(v) for v in ANSWERS[name](case)()] for case in cases]}
        else:
            due = list(islice(cycle(calls[request['time']]), request['calls']))
            start = perf_counter_ns()
            for call in due:
                call()
            answer = {'ns': perf_counter_ns() - start}
        print(json.dumps(answer), flush=True)


main()
