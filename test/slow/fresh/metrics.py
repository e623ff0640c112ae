"""Scores of models, from their outcomes."""
import numpy as np
import sklearn.metrics as sk
from mpmath import mp, mpf

from kind import Kind, pick, spread, whole


def regression(i):
    y, misses = [mpf(v) for v in i['y']], [mpf(t) - mpf(p) for t, p in zip(i['y'], i['yhat'])]
    n, mean = len(y), mp.fsum(y) / len(y)
    squares, sizes = mp.fsum(m * m for m in misses), sorted(map(abs, misses))
    return {'rmse': mp.sqrt(squares / n), 'mae': mp.fsum(sizes) / n,
            'r2': 1 - squares / mp.fsum((v - mean) ** 2 for v in y),
            'medae': (sizes[n // 2] + sizes[(n - 1) // 2]) / 2}


def peer_regression(i):
    y, p = i['y'], i['yhat']
    return {'rmse': sk.root_mean_squared_error(y, p), 'mae': sk.mean_absolute_error(y, p), 'r2': sk.r2_score(y, p),
            'medae': sk.median_absolute_error(y, p)}


def binary(i):
    y, score = np.array(i['y']), np.array(i['score'])
    called = (score >= i['threshold']).astype(int)
    return {'accuracy': sk.accuracy_score(y, called), 'precision': sk.precision_score(y, called),
            'recall': sk.recall_score(y, called), 'f1': sk.f1_score(y, called), 'mcc': sk.matthews_corrcoef(y, called),
            'auc': sk.roc_auc_score(y, score), 'logLoss': sk.log_loss(y, score),
            'brier': sk.brier_score_loss(y, score), 'averagePrecision': sk.average_precision_score(y, score)}


def multiclass(i):
    table = np.array(i['confusion'])
    cells = [(t, p) for t in range(len(table)) for p in range(len(table)) if table[t][p] > 0]
    true, called = [t for t, _ in cells], [p for _, p in cells]
    weight = [int(table[t][p]) for t, p in cells]
    f1 = lambda average: sk.f1_score(true, called, average=average, sample_weight=weight, zero_division=0)
    return {'accuracy': sk.accuracy_score(true, called, sample_weight=weight), 'macroF1': f1('macro'),
            'weightedF1': f1('weighted'), 'kappa': sk.cohen_kappa_score(true, called, sample_weight=weight)}


def draw_regression(chance, k):
    n = whole(chance, 20, 120)
    offset, size = ((50, 10), (1e9, 1), (0, 1e-6), (-3, 1e8))[k % 4]
    y = offset + chance.normal(0, size, n)
    yhat = y + chance.normal(0, size * spread(chance, 0.1, 1.2), n)
    return {'y': list(map(float, y)), 'yhat': list(map(float, yhat))}


def draw_binary(chance, k):
    """Tame; ties; rare positives; perfect; scores near the ends."""
    n = (60, 80, 300, 20, 40)[k % 5]
    y = (chance.uniform(size=n) < (0.03 if k % 5 == 2 else 0.4)).astype(int)
    y[:2] = 0, 1
    logit = chance.normal(0, 1, n) + (2 * y - 1) * ((0.8, 0.5, 1, 9, 4)[k % 5])
    score = 1 / (1 + np.exp(-logit * (8 if k % 5 == 4 else 1)))
    score = score.round(1).clip(0.1, 0.9) if k % 5 == 1 else score.clip(1e-12, 1 - 1e-12)
    return {'y': list(map(int, y)), 'score': list(map(float, score)), 'threshold': pick(chance, 0.5, 0.3, 0.8)}


def draw_multiclass(chance, k):
    """Tame; large; a class that is never called."""
    classes, large = int(chance.integers(3, 7)), (25, 1e9, 40)[k % 3]
    right = chance.integers(int(large / 2), int(large), classes)
    table = chance.integers(0, int(large / 6), (classes, classes)) + np.diag(right)
    if k % 3 == 2:
        table[:, 0] = 0
        table[0, 1] = 5
    return {'confusion': [[int(c) for c in row] for row in table]}


ALL = {
    'regression_metrics': Kind(draw_regression, regression, peer_regression, 'scikit-learn', rel=1e-8, abs=1e-12),
    'binary_metrics': Kind(draw_binary, binary, None, 'scikit-learn', abs=1e-13),
    'multiclass_metrics': Kind(draw_multiclass, multiclass, None, 'scikit-learn', abs=1e-13),
}
