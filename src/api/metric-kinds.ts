type Task = 'Classification' | 'Regression' | 'Generic'
export const roles = ['Objective', 'Guardrail', 'Info'] as const

export type Role = (typeof roles)[number]

/** What a kind of metric is and asks for. Every rule about kinds is derived from this table. */
type MetricKind = {
  readonly meaning: string
  /** Absent: any task. */
  readonly task?: Task
  /** Absent: any role. */
  readonly roles?: readonly Role[]
  /** Absent: the user says, or the limit is a ceiling. */
  readonly goal?: 'Increase' | 'Decrease'
  /** The fields that it needs; no kind may have a field that it neither needs nor takes. */
  readonly needs?: readonly string[]
  /** Fields that it may have besides. */
  readonly takes?: readonly string[]
  /** How a guardrail of this kind may hold. Absent: margin.absolute and limit. */
  readonly holdsBy?: readonly ('absolute' | 'ratio' | 'limit')[]
  /** Share: between 0 and 1. Positive: above zero. Absent: any number. */
  readonly range?: 'Share' | 'Positive'
  /** What it reads out of a prediction: one of `spec.prediction`. */
  readonly reads?: 'label' | 'probability' | 'value'
  /** It compares answers to the same request, so `traffic.shadow` must be there. */
  readonly needsShadow?: true
  /** What is the same for every answer to a request: alone, a shadow cannot tell the variants apart. */
  readonly sameInShadow?: true
  /** Which default guardrail it takes the place of, as a guardrail with a margin. */
  readonly watches?: 'errors' | 'latency'
}

const metricKinds = {
  ErrorRate: {
    meaning:
      'share of requests that failed, took longer than `fallback.timeout` or met an open circuit, before any fallback',
    goal: 'Decrease',
    holdsBy: ['absolute', 'ratio', 'limit'],
    range: 'Share',
    watches: 'errors',
  },
  LatencyAbove: {
    meaning: 'share of requests slower than `latencyThreshold`; one that timed out is',
    goal: 'Decrease',
    needs: ['latencyThreshold'],
    holdsBy: ['absolute', 'ratio', 'limit'],
    range: 'Share',
    watches: 'latency',
  },
  LatencyQuantile: {
    meaning: 'latency that the share `quantile` of requests stays below',
    roles: ['Guardrail', 'Info'],
    goal: 'Decrease',
    needs: ['quantile'],
    holdsBy: ['ratio'],
    watches: 'latency',
  },
  Value: {
    meaning: 'mean of a number in the outcome’s `values`, such as money',
    needs: ['outcomeDelay', 'field', 'clip', 'goal'],
    sameInShadow: true,
  },
  Agreement: {
    meaning: 'share of shadow copies that the challenger labels as the champion does',
    task: 'Classification',
    roles: ['Guardrail', 'Info'],
    goal: 'Increase',
    holdsBy: ['limit'],
    range: 'Share',
    reads: 'label',
    needsShadow: true,
  },
  Query: {
    meaning: 'value of a Prometheus query, read for the whole experiment',
    roles: ['Guardrail'],
    needs: ['prometheus'],
    takes: ['goal'],
    holdsBy: ['limit'],
  },
  Accuracy: {
    meaning: 'share of right labels',
    task: 'Classification',
    goal: 'Increase',
    needs: ['outcomeDelay'],
    range: 'Share',
    reads: 'label',
  },
  F1: {
    meaning: 'F1 score of `positiveLabel`',
    task: 'Classification',
    goal: 'Increase',
    needs: ['outcomeDelay', 'positiveLabel'],
    range: 'Share',
    reads: 'label',
  },
  AUC: {
    meaning: 'area under the ROC curve of `positiveLabel`',
    task: 'Classification',
    goal: 'Increase',
    needs: ['outcomeDelay', 'positiveLabel'],
    range: 'Share',
    reads: 'probability',
  },
  LogLoss: {
    meaning:
      'mean negative log-likelihood of the true label; a probability below 0.001 counts as 0.001, so that one answer costs at most 6.91',
    task: 'Classification',
    goal: 'Decrease',
    needs: ['outcomeDelay'],
    range: 'Positive',
    takes: ['positiveLabel'],
    reads: 'probability',
  },
  Brier: {
    meaning:
      'mean squared distance of the probabilities from the truth: summed over all labels, 0 to 2; with `positiveLabel` of its probability alone, 0 to 1',
    task: 'Classification',
    goal: 'Decrease',
    needs: ['outcomeDelay'],
    range: 'Positive',
    takes: ['positiveLabel'],
    reads: 'probability',
  },
  MAE: {
    meaning: 'mean absolute error',
    task: 'Regression',
    goal: 'Decrease',
    needs: ['outcomeDelay'],
    takes: ['largestError'],
    range: 'Positive',
    reads: 'value',
  },
  RMSE: {
    meaning: 'root of the mean squared error',
    task: 'Regression',
    goal: 'Decrease',
    needs: ['outcomeDelay'],
    takes: ['largestError'],
    range: 'Positive',
    reads: 'value',
  },
  R2: {
    meaning: 'share of the variance that is explained',
    task: 'Regression',
    goal: 'Increase',
    needs: ['outcomeDelay'],
    takes: ['largestError'],
    reads: 'value',
  },
} as const satisfies { readonly [kind: string]: MetricKind }

export type MetricKindName = keyof typeof metricKinds

/** The same rows with the columns filled in that have a value for every kind. */
type CompleteKind = MetricKind & Required<Pick<MetricKind, 'roles' | 'needs' | 'takes' | 'holdsBy'>>

const completed = (kind: MetricKind): CompleteKind => ({
  roles,
  needs: [],
  takes: [],
  holdsBy: ['absolute', 'limit'],
  ...kind,
})

export const kindRows = Object.fromEntries(
  Object.entries(metricKinds).map(([name, kind]) => [name, completed(kind)]),
) as { readonly [kind in MetricKindName]: CompleteKind }

export const kindNames = Object.keys(metricKinds) as readonly MetricKindName[]

export function kindsWhere(condition: (kind: CompleteKind) => boolean): readonly MetricKindName[] {
  return kindNames.filter((name) => condition(kindRows[name]))
}

const fieldsOf = ({ needs, takes }: CompleteKind) => [...needs, ...takes]

/** Every field that some kinds have and others don't, with the kinds that need it (if any) and those that may have it. */
export const fieldsOfKinds = [...new Set(Object.values(kindRows).flatMap(fieldsOf))].map(
  (field) => ({
    field,
    needing: kindsWhere(({ needs }) => needs.includes(field)),
    having: kindsWhere((kind) => fieldsOf(kind).includes(field)),
  }),
)

/** CEL: is `kind` one of these? */
export function isOneOf(kind: string, names: readonly string[]): string {
  return `${kind} in [${names.map((name) => `'${name}'`).join(', ')}]`
}
