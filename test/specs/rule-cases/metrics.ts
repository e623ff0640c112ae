import { absolute, guardrail, metric, type RuleCase } from './rule-case.ts'

export const metricCases: readonly RuleCase[] = [
  {
    rule: 'make one metric the Objective and the others Guardrail or Info',
    accepts: metric({ kind: 'Accuracy' }),
    refuses: metric({ kind: 'Accuracy', role: 'Objective' }),
  },
  {
    rule: 'give latencyThreshold with kind LatencyAbove, and with no other kind',
    accepts: metric({ kind: 'LatencyAbove', latencyThreshold: '1ms' }),
    refuses: metric({ kind: 'LatencyAbove' }),
  },
  {
    rule: 'give quantile with kind LatencyQuantile, and with no other kind',
    accepts: metric({ kind: 'LatencyQuantile', quantile: '0.5' }),
    refuses: metric({ kind: 'ErrorRate', quantile: '0.5' }),
  },
  {
    rule: 'give field with kind Value, and with no other kind',
    accepts: metric({ kind: 'Value', field: '/a', goal: 'Increase', clip: ['0', '1'] }),
    refuses: metric({ kind: 'Value', goal: 'Increase', clip: ['0', '1'] }),
  },
  {
    rule: 'give clip with kind Value, and with no other kind',
    accepts: metric({ kind: 'Value', field: '/a', goal: 'Decrease', clip: ['0', '1'] }),
    refuses: metric({ kind: 'Value', field: '/a', goal: 'Decrease' }),
  },
  {
    rule: 'give positiveLabel with kind F1 or AUC, and with no other kind',
    accepts: metric({ kind: 'AUC', positiveLabel: 'yes' }),
    refuses: metric({ kind: 'Accuracy', positiveLabel: 'yes' }),
  },
  {
    rule: 'give prometheus with kind Query, and with no other kind',
    accepts: guardrail({
      kind: 'Query',
      prometheus: { address: 'http://p', query: 'up' },
      limit: '1',
    }),
    refuses: guardrail({ kind: 'Query', limit: '1' }),
  },
  {
    rule: 'give goal with kind Value, optionally with Query; the other kinds have theirs',
    accepts: guardrail({
      kind: 'Query',
      goal: 'Increase',
      prometheus: { address: 'http://p', query: 'up' },
      limit: '1',
    }),
    refuses: metric({ kind: 'ErrorRate', goal: 'Increase' }),
  },
  {
    rule: 'choose another role: LatencyQuantile, Agreement, Query cannot be the Objective',
    accepts: { 'spec.metrics[0]': { name: 'added', kind: 'ErrorRate', role: 'Objective' } },
    refuses: { 'spec.metrics[0]': { name: 'added', kind: 'Agreement', role: 'Objective' } },
  },
  {
    rule: 'choose another role: Query cannot be Info',
    accepts: metric({ kind: 'Agreement' }),
    refuses: metric({ kind: 'Query', prometheus: { address: 'http://p', query: 'up' } }),
  },
  {
    rule: 'give a guardrail a margin (against the champion), a limit (absolute), or both',
    accepts: guardrail({ limit: '1' }),
    refuses: guardrail({}),
  },
  {
    rule: 'remove margin and limit, or make it a Guardrail: only guardrails hold by them',
    accepts: guardrail({ margin: absolute, limit: '1' }),
    refuses: metric({ limit: '1' }),
  },
  {
    rule: 'remove minimumEffect: only the Objective has one',
    accepts: { 'spec.metrics[0].minimumEffect': '0' },
    refuses: metric({ minimumEffect: '0' }),
  },
  {
    rule: 'remove outcomeDelay: ErrorRate, LatencyAbove, LatencyQuantile, Agreement, Query wait for no outcome',
    accepts: metric({ kind: 'LogLoss', outcomeDelay: '1h' }),
    refuses: metric({ kind: 'ErrorRate', outcomeDelay: '0s' }),
  },
  {
    rule: 'remove margin.absolute: LatencyQuantile, Agreement, Query cannot hold by it',
    accepts: guardrail({ kind: 'Brier', margin: absolute }),
    refuses: guardrail({ kind: 'Agreement', margin: absolute }),
  },
  {
    rule: 'remove margin.ratio: only ErrorRate, LatencyAbove, LatencyQuantile can hold by it',
    accepts: guardrail({ kind: 'LatencyQuantile', quantile: '5%', margin: { ratio: '2' } }),
    refuses: guardrail({ kind: 'Accuracy', margin: { ratio: '2' } }),
  },
  {
    rule: 'remove limit: LatencyQuantile cannot hold by it',
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
    accepts: guardrail({ limit: '100%' }),
    refuses: guardrail({ limit: '20' }),
  },
  {
    rule: 'give a share between 0 and 1 for minimumEffect: 20 percent is "0.2" or "20%"',
    accepts: { 'spec.metrics[0].minimumEffect': '1' },
    refuses: { 'spec.metrics[0].minimumEffect': '5' },
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
