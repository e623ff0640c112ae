type Task = 'Classification' | 'Regression' | 'Generic'
type Role = 'Objective' | 'Guardrail' | 'Info'

/** What a kind of metric is and asks for. Every rule about kinds is derived from this table. */
type MetricKind = {
  readonly meaning: string
  /** Absent: any task. */
  readonly task?: Task
  /** Absent: any role. */
  readonly roles?: readonly Role[]
  /** Absent: the user must say. */
  readonly goal?: 'Increase' | 'Decrease'
  /** The fields that it needs, and that no kind without them may have. */
  readonly needs?: readonly string[]
  /** How a guardrail of this kind may hold. Absent: margin.absolute and limit. */
  readonly holdsBy?: readonly ('absolute' | 'ratio' | 'limit')[]
  /** A share of requests, units or pairs: its bounds lie between 0 and 1. */
  readonly isRate?: true
  /** Scored from the truth that comes later, so `outcomeDelay` has a meaning. */
  readonly fromOutcome?: true
  /** What it reads out of a prediction: one of `spec.prediction`. */
  readonly reads?: 'label' | 'probability' | 'value'
}

export const metricKinds = {
  ErrorRate: {
    meaning: 'share of requests that failed, timed out or met an open circuit, before any fallback',
    goal: 'Decrease',
    holdsBy: ['absolute', 'ratio', 'limit'],
    isRate: true,
  },
  LatencyAbove: {
    meaning: 'share of requests slower than `latencyThreshold`',
    goal: 'Decrease',
    needs: ['latencyThreshold'],
    holdsBy: ['absolute', 'ratio', 'limit'],
    isRate: true,
  },
  LatencyQuantile: {
    meaning: 'latency that the share `quantile` of requests stays below',
    roles: ['Guardrail', 'Info'],
    goal: 'Decrease',
    needs: ['quantile'],
    holdsBy: ['ratio'],
  },
  Value: {
    meaning: 'mean of a number in the outcome’s `values`, such as money',
    needs: ['field', 'goal', 'clip'],
    fromOutcome: true,
  },
  Agreement: {
    meaning: 'share of shadow copies that the challenger answers as the champion does',
    roles: ['Guardrail', 'Info'],
    goal: 'Increase',
    holdsBy: ['limit'],
    isRate: true,
  },
  Query: {
    meaning: 'value of a Prometheus query, read for the whole experiment',
    roles: ['Guardrail'],
    needs: ['prometheus'],
    holdsBy: ['limit'],
  },
  Accuracy: {
    meaning: 'share of right labels',
    task: 'Classification',
    goal: 'Increase',
    isRate: true,
    fromOutcome: true,
    reads: 'label',
  },
  F1: {
    meaning: 'F1 score of `positiveLabel`',
    task: 'Classification',
    goal: 'Increase',
    needs: ['positiveLabel'],
    isRate: true,
    fromOutcome: true,
    reads: 'label',
  },
  AUC: {
    meaning: 'area under the ROC curve of `positiveLabel`',
    task: 'Classification',
    goal: 'Increase',
    needs: ['positiveLabel'],
    isRate: true,
    fromOutcome: true,
    reads: 'probability',
  },
  LogLoss: {
    meaning: 'mean negative log-likelihood of the true label',
    task: 'Classification',
    goal: 'Decrease',
    fromOutcome: true,
    reads: 'probability',
  },
  Brier: {
    meaning: 'mean squared distance of the probabilities from the truth',
    task: 'Classification',
    goal: 'Decrease',
    fromOutcome: true,
    reads: 'probability',
  },
  MAE: {
    meaning: 'mean absolute error',
    task: 'Regression',
    goal: 'Decrease',
    fromOutcome: true,
    reads: 'value',
  },
  RMSE: {
    meaning: 'root of the mean squared error',
    task: 'Regression',
    goal: 'Decrease',
    fromOutcome: true,
    reads: 'value',
  },
  R2: {
    meaning: 'share of the variance that is explained',
    task: 'Regression',
    goal: 'Increase',
    fromOutcome: true,
    reads: 'value',
  },
} as const satisfies { readonly [kind: string]: MetricKind }

export type MetricKindName = keyof typeof metricKinds

const rows: { readonly [kind: string]: MetricKind } = metricKinds

export const kindNames = Object.keys(metricKinds) as readonly MetricKindName[]

export function kindsWhere(condition: (kind: MetricKind) => boolean): readonly string[] {
  return kindNames.filter((name) => condition(rows[name] ?? { meaning: '' }))
}

/** Every field that some kind needs. */
export const neededFields: readonly string[] = [
  ...new Set(Object.values(rows).flatMap(({ needs = [] }) => needs)),
]

/** CEL: is `kind` one of these? */
export function isOneOf(kind: string, names: readonly string[]): string {
  return `${kind} in [${names.map((name) => `'${name}'`).join(', ')}]`
}
