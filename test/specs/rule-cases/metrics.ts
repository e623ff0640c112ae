import {
  absolute,
  guardrail,
  metric,
  query,
  type RuleCase,
  regression,
  rmse,
  value,
} from './rule-case.ts'

export const metricCases: readonly RuleCase[] = [
  {
    rule: 'make one metric the Objective and the others Guardrail or Info',
    accepts: metric({ kind: 'Accuracy', outcomeDelay: '1h' }),
    refuses: metric({ kind: 'Accuracy', outcomeDelay: '1h', role: 'Objective' }),
  },
  {
    rule: 'give latencyThreshold, which LatencyAbove cannot do without',
    accepts: metric({ kind: 'LatencyAbove', latencyThreshold: '1ms' }),
    refuses: metric({ kind: 'LatencyAbove' }),
  },
  {
    rule: 'remove latencyThreshold: only LatencyAbove can have it',
    accepts: metric({ kind: 'LatencyAbove', latencyThreshold: '1ms' }),
    refuses: metric({ kind: 'ErrorRate', latencyThreshold: '1ms' }),
  },
  {
    rule: 'give quantile, which LatencyQuantile cannot do without',
    accepts: metric({ kind: 'LatencyQuantile', quantile: '0.5' }),
    refuses: metric({ kind: 'LatencyQuantile' }),
  },
  {
    rule: 'remove quantile: only LatencyQuantile can have it',
    accepts: metric({ kind: 'LatencyQuantile', quantile: '99.9%' }),
    refuses: metric({ kind: 'ErrorRate', quantile: '0.5' }),
  },
  {
    rule: 'give outcomeDelay, which Value, Accuracy, F1, AUC, LogLoss, Brier, MAE, RMSE, R2 cannot do without',
    accepts: metric({ kind: 'LogLoss', outcomeDelay: '1ms' }),
    refuses: metric({ kind: 'LogLoss' }),
  },
  {
    rule: 'remove outcomeDelay: ErrorRate, LatencyAbove, LatencyQuantile, Agreement, Query cannot have it',
    accepts: metric({ kind: 'Brier', outcomeDelay: '1h' }),
    refuses: metric({ kind: 'ErrorRate', outcomeDelay: '1h' }),
  },
  {
    rule: 'give field, which Value cannot do without',
    accepts: metric(value),
    refuses: metric({ ...value, field: undefined }),
  },
  {
    rule: 'remove field: only Value can have it',
    accepts: metric({ ...value, field: '/a' }),
    refuses: metric({ kind: 'ErrorRate', field: '/a' }),
  },
  {
    rule: 'give clip, which Value cannot do without',
    accepts: metric({ ...value, clip: ['-1', '1'] }),
    refuses: metric({ ...value, clip: undefined }),
  },
  {
    rule: 'remove clip: only Value can have it',
    accepts: metric(value),
    refuses: metric({ kind: 'ErrorRate', clip: ['0', '1'] }),
  },
  {
    rule: 'give goal, which Value cannot do without',
    accepts: metric({ ...value, goal: 'Decrease' }),
    refuses: metric({ ...value, goal: undefined }),
  },
  {
    rule: 'remove goal: only Value, Query can have it',
    accepts: guardrail({ ...query, goal: 'Increase' }),
    refuses: metric({ kind: 'ErrorRate', goal: 'Decrease' }),
  },
  {
    rule: 'remove largestError: only MAE, RMSE, R2 can have it',
    accepts: regression({ kind: 'R2', largestError: '0.5' }),
    refuses: metric({ kind: 'Brier', outcomeDelay: '1h', largestError: '0.5' }),
  },
  {
    rule: 'give prometheus, which Query cannot do without',
    accepts: guardrail(query),
    refuses: guardrail({ ...query, prometheus: undefined }),
  },
  {
    rule: 'remove prometheus: only Query can have it',
    accepts: guardrail(query),
    refuses: metric({ kind: 'ErrorRate', prometheus: query.prometheus }),
  },
  {
    rule: 'give positiveLabel, which F1, AUC cannot do without',
    accepts: metric({ kind: 'AUC', outcomeDelay: '1h', positiveLabel: 'yes' }),
    refuses: metric({ kind: 'AUC', outcomeDelay: '1h' }),
  },
  {
    rule: 'remove positiveLabel: only F1, AUC, LogLoss, Brier can have it',
    accepts: metric({ kind: 'Brier', outcomeDelay: '1h', positiveLabel: 'yes' }),
    refuses: metric({ kind: 'Accuracy', outcomeDelay: '1h', positiveLabel: 'yes' }),
  },
  {
    rule: 'give a label of at most 64 bytes: a longer one is in no receipt, and would never be met',
    accepts: metric({ kind: 'F1', outcomeDelay: '1h', positiveLabel: 'é'.repeat(32) }),
    refuses: metric({ kind: 'F1', outcomeDelay: '1h', positiveLabel: 'é'.repeat(33) }),
  },
  {
    rule: 'choose another role: LatencyQuantile, Agreement, Query cannot be the Objective',
    accepts: { 'spec.metrics[0]': { name: 'added', kind: 'ErrorRate', role: 'Objective' } },
    refuses: { 'spec.metrics[0]': { name: 'added', kind: 'Agreement', role: 'Objective' } },
  },
  {
    rule: 'choose another role: Query cannot be Info',
    accepts: metric({ kind: 'Agreement' }),
    refuses: metric({ ...query, limit: undefined }),
  },
  {
    rule: 'give a guardrail a margin (against the champion), a limit (absolute), or both',
    accepts: guardrail({ limit: '0.99' }),
    refuses: guardrail({}),
  },
  {
    rule: 'remove margin and limit, or make it a Guardrail: only guardrails hold by them',
    accepts: guardrail({ margin: absolute, limit: '0.9' }),
    refuses: metric({ limit: '0.9' }),
  },
  {
    rule: 'remove minimumEffect: only the Objective has one',
    accepts: { 'spec.metrics[0].minimumEffect': '0.001' },
    refuses: metric({ minimumEffect: '0.001' }),
  },
  {
    rule: 'remove margin.absolute: LatencyQuantile, Agreement, Query cannot use it',
    accepts: guardrail({ kind: 'Brier', outcomeDelay: '1h', margin: absolute }),
    refuses: guardrail({ kind: 'Agreement', margin: absolute }),
  },
  {
    rule: 'remove margin.ratio: only ErrorRate, LatencyAbove, LatencyQuantile can use it',
    accepts: guardrail({ kind: 'LatencyQuantile', quantile: '50%', margin: { ratio: '2' } }),
    refuses: guardrail({ kind: 'Accuracy', outcomeDelay: '1h', margin: { ratio: '2' } }),
  },
  {
    rule: 'remove limit: LatencyQuantile cannot use it; «p95 below 500ms» is LatencyAbove with latencyThreshold: 500ms and limit: "0.05"',
    accepts: guardrail({ kind: 'Agreement', limit: '95%' }),
    refuses: guardrail({ kind: 'LatencyQuantile', quantile: '0.9', limit: '1' }),
  },
  {
    rule: 'give a share between 0 and 1 for margin.absolute: 20 percent is "0.2" or "20%"',
    accepts: guardrail({ margin: { absolute: '99.5%' } }),
    refuses: guardrail({ margin: { absolute: '1.01' } }),
  },
  {
    rule: 'give a share between 0 and 1 for limit: 20 percent is "0.2" or "20%"',
    accepts: guardrail({ limit: '0.0001' }),
    refuses: guardrail({ limit: '0.0' }),
  },
  {
    rule: 'give a share between 0 and 1 for minimumEffect: 20 percent is "0.2" or "20%"',
    accepts: { 'spec.metrics[0].minimumEffect': '99%' },
    refuses: { 'spec.metrics[0].minimumEffect': '5' },
  },
  {
    rule: 'give margin.absolute in the metric’s own unit, without a percent sign: it is no share',
    accepts: guardrail({ kind: 'LogLoss', outcomeDelay: '1h', margin: { absolute: '0.05' } }),
    refuses: guardrail({ kind: 'LogLoss', outcomeDelay: '1h', margin: { absolute: '5%' } }),
  },
  {
    rule: 'give limit in the metric’s own unit, without a percent sign: it is no share',
    accepts: guardrail({ ...query, limit: '-90' }),
    refuses: guardrail({ ...query, limit: '90%' }),
  },
  {
    rule: 'give minimumEffect in the metric’s own unit, without a percent sign: it is no share',
    accepts: {
      'spec.metrics[0]': { ...value, name: 'o', role: 'Objective', minimumEffect: '0.5' },
      'spec.traffic.shadow': undefined,
    },
    refuses: { 'spec.metrics[0]': { ...value, name: 'o', role: 'Objective', minimumEffect: '5%' } },
  },
  {
    rule: 'give a limit above zero: LogLoss, Brier, MAE, RMSE are never below',
    accepts: guardrail({ kind: 'LogLoss', outcomeDelay: '1h', limit: '0.01' }),
    refuses: guardrail({ kind: 'LogLoss', outcomeDelay: '1h', limit: '-1' }),
  },
  {
    rule: 'give a limit within clip: no value beyond it is ever counted',
    accepts: guardrail({ ...value, limit: '0.99' }),
    refuses: guardrail({ ...value, limit: '1' }),
  },
  {
    rule: 'give a margin.absolute below the width of clip: no two means can differ by more',
    accepts: guardrail({ ...value, margin: { absolute: '0.9' } }),
    refuses: guardrail({ ...value, margin: { absolute: '1' } }),
  },
  {
    rule: 'give a minimumEffect below the width of clip: no two means can differ by more',
    accepts: {
      'spec.metrics[0]': { ...value, name: 'o', role: 'Objective', minimumEffect: '0.99' },
    },
    refuses: {
      'spec.metrics[0]': { ...value, name: 'o', role: 'Objective', minimumEffect: '1.5' },
    },
  },
  {
    rule: 'give a largestError above zero, or none',
    accepts: regression({ largestError: '0.0001' }),
    refuses: regression({ largestError: '00.0' }),
  },
  {
    rule: 'give a limit below largestError: no error beyond it is ever counted',
    accepts: { ...regression({}), ...guardrail({ ...rmse, limit: '10.49' }) },
    refuses: { ...regression({}), ...guardrail({ ...rmse, limit: '10.50' }) },
  },
  {
    rule: 'give a margin.absolute below largestError: no two models can differ by more',
    accepts: { ...regression({}), ...guardrail({ ...rmse, margin: { absolute: '9' } }) },
    refuses: { ...regression({}), ...guardrail({ ...rmse, margin: { absolute: '11' } }) },
  },
  {
    rule: 'give a minimumEffect below largestError: no two models can differ by more',
    accepts: regression({ kind: 'R2', minimumEffect: '0.5', largestError: '0.5' }),
    refuses: regression({ minimumEffect: '0.5', largestError: '0.5' }),
  },
  {
    rule: 'choose another name: Contender’s own guardrails are called default-…',
    accepts: metric({ name: 'defaults' }),
    refuses: metric({ name: 'default-errors' }),
  },
  {
    rule: 'give exactly one of absolute and ratio',
    accepts: guardrail({ margin: { ratio: '1.5' } }),
    refuses: guardrail({ margin: { absolute: '0.1', ratio: '1.5' } }),
  },
]
