"""dist_cdf, dist_sf, dist_quantile: tails from 1 to 1e-300, parameters from 0.1 to 1e6."""
import scipy.stats as st
from mpmath import mp, mpf

from kind import Kind, pick, spread, uniform
from tails import Unanswered, quantile, tail

KINDS = ('normal', 't', 'chi2', 'beta', 'f')


def parameters(chance, k):
    kind = KINDS[k % len(KINDS)]
    large = (1e2, 1e4, 1e6)[(k // len(KINDS)) % 3]
    size = lambda low: spread(chance, low, large)
    names = {'normal': {}, 't': {'df': 1.5}, 'chi2': {'df': 0.2}, 'beta': {'a': 0.2, 'b': 0.2},
             'f': {'df1': 0.5, 'df2': 1.5}}[kind]
    return {'dist': kind, **{name: size(low) for name, low in names.items()}}


def point(chance, k, upper):
    """A double whose tail is near the wanted one: first not small, then down to 1e-300."""
    dist = parameters(chance, k)
    wanted = mpf(10) ** -uniform(chance, 0.02, (3, 30, 300)[k % 3])
    for _ in range(60):
        try:
            x = float(quantile(dist, wanted, upper))
        except (Unanswered, OverflowError):
            x = float('nan')
        inside = x < 1 - 1e-9 if dist['dist'] == 'beta' else abs(x) < 1e300
        if inside and (dist['dist'] in ('normal', 't') or x > 1e-300):
            return dist, x
        wanted = mp.sqrt(wanted)  # beyond the doubles: a less extreme one
    raise Unanswered(f'no point of {dist}')


def draw_tail(upper):
    def draw(chance, k):
        dist, x = point(chance, k, upper)
        return {**dist, 'x': x}
    return draw


def draw_quantile(chance, k):
    upper = pick(chance, True, False)
    dist, x = point(chance, k, upper)
    return {**dist, 'prob': float(tail(dist, x, upper)), 'upper': upper}


def frozen(i):
    return {'normal': lambda: st.norm(), 't': lambda: st.t(i['df']), 'chi2': lambda: st.chi2(i['df']),
            'beta': lambda: st.beta(i['a'], i['b']), 'f': lambda: st.f(i['df1'], i['df2'])}[i['dist']]()


def peer_quantile(i):
    dist = frozen(i)
    return {'value': (dist.isf if i['upper'] else dist.ppf)(i['prob'])}


ALL = {
    'dist_cdf': Kind(draw_tail(False), lambda i: {'value': tail(i, i['x'], False)},
                     lambda i: {'value': frozen(i).cdf(i['x'])}, 'scipy', abs=0.0, conditioned=True, weight=4),
    'dist_sf': Kind(draw_tail(True), lambda i: {'value': tail(i, i['x'], True)},
                    lambda i: {'value': frozen(i).sf(i['x'])}, 'scipy', abs=0.0, conditioned=True, weight=4),
    'dist_quantile': Kind(draw_quantile, lambda i: {'value': quantile(i, i['prob'], i['upper'])},
                          peer_quantile, 'scipy', rel=1e-8, abs=1e-13, weight=4),
}
