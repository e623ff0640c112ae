"""What a kind of case is, and the chance its inputs come from."""
from dataclasses import dataclass
from math import exp, log
from typing import Callable, Optional


@dataclass(frozen=True)
class Kind:
    draw: Callable  # (chance, k) → inputs; the first is tame, the others reach for the edges in turn
    exact: Callable  # inputs → expected, in mpmath
    peer: Optional[Callable] = None  # inputs → some of the same, from a library
    source: str = 'mpmath'
    rel: float = 1e-9
    abs: float = 1e-300
    conditioned: bool = False  # the tolerance follows what one ulp in each input does to the answer
    weight: int = 1


def pick(chance, *choices):
    return choices[int(chance.integers(len(choices)))]


def uniform(chance, low, high):
    return float(chance.uniform(low, high))


def spread(chance, low, high):
    """Between low and high, even in the logarithm."""
    return exp(uniform(chance, log(low), log(high)))


def whole(chance, low, high):
    return min(int(high), max(int(low), round(spread(chance, low, high))))


def alpha(chance):
    return pick(chance, 0.05, 0.1, 0.01, 0.001)


def sample(chance, k, n):
    """Tame; a cloud at 1e9; whole numbers at 1e9 ± 1; heavy tails; ties."""
    wild = k % 5
    if wild == 0:
        values = chance.normal(uniform(chance, -3, 3), spread(chance, 0.1, 20), n)
    elif wild == 1:
        values = 1e9 + chance.normal(0, 1, n)
    elif wild == 2:
        values = 1e9 + chance.integers(-1, 2, n).astype(float)
    elif wild == 3:
        values = chance.lognormal(0, 2, n)
    else:
        values = chance.integers(-4, 5, n) / 2 + 0.0
    return [float(v) for v in values]
