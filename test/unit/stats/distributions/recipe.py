"""Prints known-answers.json: the logs of both tails at hard places, by mpmath with 60 digits.
pip install mpmath==1.4.1; python recipe.py > known-answers.json"""
import json
import mpmath
from itertools import product
from mpmath import mp, mpf, quad, exp, log, log1p, sqrt, loggamma, gamma, erfc, pi

mp.dps = 60


def outward(h, slope, bend, side):
    """The integral of e^(h(side v) - h(0)) over v > 0; h falls from 0 outward."""
    scale = 1 / (sqrt(bend) + slope)
    end, cut, cuts = scale, scale / 4, [mpf(0)]
    while h(0) - h(side * end) < 110: end *= mpf("1.6")
    while cut < end: cuts, cut = cuts + [cut], cut * 2
    total, error = quad(lambda v: exp(h(side * v) - h(0)), cuts + [end], error=True, maxdegree=10)
    assert error < total * mpf(10) ** -25
    return h(0) + log(total)


def both(small, low):
    other = log1p(-exp(small))
    return (small, other) if low else (other, small)


def odds(a, b, r):
    h = lambda v: a * (log(r) + v) - (a + b) * log1p(r * exp(v)) - loggamma(a) - loggamma(b) + loggamma(a + b)
    x, y = r / (1 + r), 1 / (1 + r)
    low = a > (a + b) * x
    return both(outward(h, abs(a - (a + b) * x), (a + b) * x * y, -1 if low else 1), low)


def gammas(a, x):
    h = lambda v: a * (log(x) + v) - x * exp(v) - loggamma(a)
    return both(outward(h, abs(a - x), x, -1 if a > x else 1), a > x)


def normal(x):
    if abs(x) < 50: return both(log(erfc(abs(x) / sqrt(mpf(2))) / 2), x < 0)
    terms = [(-1) ** k * mp.fac2(2 * k - 1) / x ** (2 * k) for k in range(1, 25)]
    return both(-x * x / 2 - log(abs(x)) - log(2 * pi) / 2 + log1p(sum(terms)), x < 0)


def student(v, t):
    return both(odds(v / 2, mpf(1) / 2, v / t**2)[0] - log(mpf(2)), t < 0)


def kolmogorov(x):
    if x < 0.4:
        low = sqrt(2 * pi) / x * sum(exp(-((2 * k - 1) ** 2) * pi**2 / (8 * x * x)) for k in range(1, 9))
        return both(log(low), True)
    return both(log(2 * sum((-1) ** (k - 1) * exp(-2 * k * k * x * x) for k in range(1, 60))), False)


def noncentral(v, d, t):
    upper = t > d
    z = lambda s: (t * s - d if upper else d - t * s) / sqrt(mpf(2))
    f = lambda s: s ** (v - 1) * exp(-v * s * s / 2) * erfc(z(s)) / 2
    cuts = [mpf(k) / 40 for k in range(0, 500)]
    return both(log(quad(f, cuts) * 2 * (v / 2) ** (v / 2) / gamma(v / 2)), not upper)


def round4(x): return float("%.4g" % x)


def places():
    for x in [1e-9, 0.5, 1, -1.5, 5, -8.3, 38, -40, 450, -1e5, 1e10]: yield "normal", normal, [], x
    for v, t in product([0.1, 1, 2.5, 19.9, 20.1, 300, 1e8, 1e12], [1e-6, 0.7, -2, 10, -1e3]): yield "student", student, [v], t
    for v, z in product([0.1, 1, 2, 19.9, 20.1, 300, 1e6], [-20, -3, 0.1, 3, 20]):
        yield "chiSquared", lambda v, x: gammas(v / 2, x / 2), [v], round4(max(v / 30, v + z * (2 * v) ** 0.5))
    for v, x in [(1e12, 1e12 - 5e6), (1e12, 1e12 + 2e7), (1e-9, 1e-30), (1e-9, 2.5), (5, 1e-200)]:
        yield "chiSquared", lambda v, x: gammas(v / 2, x / 2), [v], x
    for a, b in product([0.1, 1, 9.9, 10.1, 500, 1e12], [0.3, 2, 12, 1e5, 1e12]):
        for z in [-5, 0.5, 4]:
            x = a / b * mp.e ** (z * (1 / a + 1 / b) ** 0.5)
            yield "f", lambda v, w, x: odds(v / 2, w / 2, v * x / w), [a, b], float("%.9g" % x)
            x = float("%.9g" % (x / (1 + x)))
            if 0 < x < 1: yield "beta", lambda a, b, x: odds(a, b, x / (1 - x)), [a, b], x
    for n, p, k in [(1, 0.5, 0), (10, 0.1, 3), (10, 1e-300, 0), (10, 1e-300, 1), (1000, 0.999, 980), (1e6, 2e-5, 3),
                    (1e6, 2e-5, 60), (1e12, 0.3, 3e11 - 3e6), (1e12, 0.3, 3e11 + 7e6), (1e12, 1e-12, 0), (1e12, 1e-12, 30)]:
        yield "binomial", lambda n, p, k: odds(k + 1, n - k, p / (1 - p))[::-1], [n, p], k
    for x in [0.04, 0.2, 0.5, 0.99, 1.01, 2, 10, 30]: yield "kolmogorov", kolmogorov, [], x
    for v, d, t in [(1, 0, 3), (1, 9, 17), (2.2, 38, 51), (5, -3, 2), (30, 2.8, 2.04), (30, -2.8, 2.04), (300, 20, 2),
                    (300, 3, 1.97), (18.5, 1e-3, 2.1), (8, 40, -1), (100, -20, -40)]:
        yield "noncentralStudent", noncentral, [v, d], t


rows = []
for name, tails, shapes, x in places():
    below, above = tails(*map(mpf, shapes), mpf(x))
    rows.append([name, shapes, x, float(below), float(above)])
print(json.dumps({"source": f"mpmath {mpmath.__version__}, 60 digits", "columns": ["distribution", "parameters", "x", "logBelow", "logAbove"], "rows": rows}))
