"""Tails and quantiles in mpmath, from sums of positive terms: as exact at 1e-300 as at 0.3."""
from mpmath import mp, mpf

WIDE = 400  # digits that leave something of 1 − p when p = 1 − 1e-300
MOST_TERMS = 300_000


class Unanswered(Exception):
    """The oracle cannot say: the case is left out."""


def tail(dist, x, upper):
    """P(X > x) or P(X ≤ x), of {dist, …parameters}, to at least 30 digits."""
    kind, x = dist['dist'], mpf(x)
    if kind == 'normal':
        return mp.erfc((x if upper else -x) / mp.sqrt(2)) / 2
    if kind == 't':
        return student_tail(mpf(dist['df']), x, upper)
    if kind == 'chi2':
        return gamma_tail(mpf(dist['df']) / 2, x / 2, upper)
    if kind == 'beta':
        return beta_tail(mpf(dist['a']), mpf(dist['b']), x, upper)
    d1, d2 = mpf(dist['df1']), mpf(dist['df2'])
    return with_digits(lambda: beta_tail(d1 / 2, d2 / 2, d1 * x / (d1 * x + d2), upper))


def student_tail(df, x, upper):
    outer = with_digits(lambda: beta_tail(df / 2, mpf(1) / 2, df / (df + x * x), False)) / 2
    return outer if (x > 0) == upper else 1 - outer


def normal_above(z):
    return tail({'dist': 'normal'}, z, True)


def chi2_above(x, df):
    return tail({'dist': 'chi2', 'df': df}, x, True)


def with_digits(compute):
    with mp.workdps(WIDE):
        return compute()


def gamma_tail(a, x, upper):
    """Regularised incomplete gamma: the lower side is a sum of positive terms."""
    for digits in (60, WIDE):
        with mp.workdps(digits):
            front = mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) if x > 0 else mpf(0)
            term = total = mpf(1)
            k = 0
            while x >= a + k + 1 or term > total * mp.eps * (1 - x / (a + k + 1)):
                k += 1
                term *= x / (a + k)
                total += term
                if k > MOST_TERMS:
                    raise Unanswered(f'gamma {a} {x}')
            below = front * total
            if not upper:
                return below
            if 1 - below > mpf(10) ** (40 - digits):
                return 1 - below
    raise Unanswered(f'gamma {a} {x}')


def beta_tail(a, b, x, upper):
    """Regularised incomplete beta: each side is a sum of positive terms, and one of them is short."""
    if x <= 0 or x >= 1:
        return mpf((x >= 1) != upper)
    for digits in (60, WIDE):
        with mp.workdps(digits):
            side, value = shorter_side(a, b, x)
            if side == upper:
                return value
            if 1 - value > mpf(10) ** (40 - digits):
                return 1 - value
    raise Unanswered(f'beta {a} {b} {x}')


def shorter_side(a, b, x):
    y = 1 - x
    lower, upper = [mpf(1), mpf(1)], [mpf(1), mpf(1)]  # term, total
    for k in range(MOST_TERMS):
        for (term, total), p, q, sum_ in ((lower, a, x, lower), (upper, b, y, upper)):
            ratio = (a + b + k) * q / (p + 1 + k)
            worst = max(ratio, q)
            if worst < 1 and term * worst < total * mp.eps * (1 - worst):
                front = mp.exp(a * mp.log(x) + b * mp.log(y) - log_beta(a, b)) / p
                return sum_ is upper, front * total
            sum_[0] = term * ratio
            sum_[1] = total + sum_[0]
    raise Unanswered(f'beta {a} {b} {x}')


def log_beta(a, b):
    """ln B(a, b) where the three log-gammas are so large that most of their digits cancel."""
    with mp.workdps(mp.dps + 20):
        return mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)


def quantile(dist, p, upper):
    """The x whose tail is p: a root of the logarithm, in a scale that has no ends."""
    kind, wanted = dist['dist'], mp.log(mpf(p))
    start, scale = {
        'normal': lambda: (mpf(0), lambda u: u),
        't': lambda: (mpf(0), mp.sinh),
        'chi2': lambda: (mp.log(mpf(dist['df'])), mp.exp),
        'beta': lambda: (mp.log(mpf(dist['a']) / mpf(dist['b'])), lambda u: 1 / (1 + mp.exp(-u))),
        'f': lambda: (mpf(0), mp.exp),
    }[kind]()

    def miss(u):
        return mp.log(tail(dist, scale(u), upper)) - wanted

    step = mpf(1) / 4 * (-1 if (miss(start) < 0) == upper else 1)
    near = start
    while (miss(near + step) > 0) == (miss(start) > 0):
        near, step = near + step, step * 2
        if abs(near) > 700:
            raise Unanswered(f'quantile {dist} {p}')
    ends = (near, near + step)
    return scale(mp.findroot(miss, ends, solver='anderson', tol=mpf(10) ** -40, maxsteps=100, verify=False))
