import { metric, type RuleCase } from './rule-case.ts'

export const experimentCases: readonly RuleCase[] = [
  {
    rule: 'choose a name of at most 32 characters that starts with a letter and has only a-z, 0-9 and -',
    accepts: { 'metadata.name': 'a'.repeat(32) },
    refuses: { 'metadata.name': 'a'.repeat(33) },
  },
  {
    rule: 'name one of spec.variants as the champion',
    accepts: { 'spec.champion': 'enhanced' },
    refuses: { 'spec.champion': 'nobody' },
  },
  {
    rule: 'give one metric the role Objective: with two or more variants it says what better means',
    accepts: {
      'spec.variants': [{ name: 'baseline', model: { uri: 'file:///a' } }],
      'spec.metrics': undefined,
      'spec.traffic': undefined,
    },
    refuses: { 'spec.metrics[0].role': 'Info', 'spec.metrics[0].minimumEffect': undefined },
  },
  {
    rule: 'give traffic.shadow: Agreement compares shadow copies',
    accepts: { ...metric({ kind: 'Agreement' }), 'spec.traffic.shadow': {} },
    refuses: { ...metric({ kind: 'Agreement' }), 'spec.traffic.shadow': undefined },
  },
  {
    rule: 'choose KeepChampion, or another promotion.mode: Recommend never waits for approval',
    accepts: {
      'spec.promotion.mode': 'Approval',
      'spec.decision.whenInconclusive': 'AwaitApproval',
    },
    refuses: {
      'spec.promotion.mode': 'Recommend',
      'spec.decision.whenInconclusive': 'AwaitApproval',
    },
  },
  {
    rule: 'set task: Classification, which Accuracy, F1, AUC, LogLoss, Brier are for, or choose other kinds',
    accepts: {
      'spec.task': 'Generic',
      'spec.metrics': [{ name: 'a', kind: 'ErrorRate', role: 'Objective' }],
    },
    refuses: { 'spec.task': 'Generic' },
  },
  {
    rule: 'set task: Regression, which MAE, RMSE, R2 are for, or choose other kinds',
    accepts: {
      'spec.task': 'Regression',
      'spec.metrics': [{ name: 'a', kind: 'R2', role: 'Objective' }],
    },
    refuses: metric({ kind: 'MAE' }),
  },
  {
    rule: 'say in prediction.label where an answer holds it: Accuracy, F1 cannot find it in the answers of a service or template',
    accepts: {
      'spec.prediction': undefined,
      'spec.variants[3]': undefined,
      'spec.variants[2]': undefined,
    },
    refuses: { 'spec.prediction.label': undefined },
  },
  {
    rule: 'say in prediction.probability where an answer holds it: AUC, LogLoss, Brier cannot find it in the answers of a service or template',
    accepts: {
      ...metric({ kind: 'LogLoss' }),
      'spec.prediction': { label: '/a', probability: '/b' },
    },
    refuses: { ...metric({ kind: 'LogLoss' }), 'spec.prediction': { label: '/a' } },
  },
  {
    rule: 'say in prediction.value where an answer holds it: MAE, RMSE, R2 cannot find it in the answers of a service or template',
    accepts: {
      'spec.task': 'Regression',
      'spec.metrics': [{ name: 'a', kind: 'MAE', role: 'Objective' }],
      'spec.prediction': { value: '/a' },
    },
    refuses: {
      'spec.task': 'Regression',
      'spec.metrics': [{ name: 'a', kind: 'MAE', role: 'Objective' }],
      'spec.prediction': { label: '/a' },
    },
  },
  {
    rule: 'give a maximumDuration that is not below minimumDuration',
    accepts: { 'spec.decision.minimumDuration': '168h' },
    refuses: { 'spec.decision.minimumDuration': '168h1ms' },
  },
  {
    rule: 'give a rollbackWindow that is not below validation.duration',
    accepts: {
      'spec.promotion.validation.duration': '24h',
      'spec.promotion.rollbackWindow': '1440m',
    },
    refuses: {
      'spec.promotion.validation.duration': '24h',
      'spec.promotion.rollbackWindow': '23h59m',
    },
  },
  {
    rule: 'accept outcomes for at least the longest outcomeDelay',
    accepts: { 'spec.outcomes.acceptFor': '24h' },
    refuses: { 'spec.outcomes.acceptFor': '23.5h' },
  },
  {
    rule: 'give a maximumDuration above the objective’s outcomeDelay: before it nothing is judged',
    accepts: { 'spec.metrics[0].outcomeDelay': '167h59m59s' },
    refuses: { 'spec.metrics[0].outcomeDelay': '168h' },
  },
  {
    rule: 'give a maximumDuration that is not below shadow.minimumDuration',
    accepts: { 'spec.traffic.shadow.minimumDuration': '168h' },
    refuses: { 'spec.traffic.shadow.minimumDuration': '169h' },
  },
  {
    rule: 'give a maximumDuration that is not below any step’s minimumDuration',
    accepts: { 'spec.traffic.canary.steps[0].minimumDuration': '168h' },
    refuses: { 'spec.traffic.canary.steps[0].minimumDuration': '168.001h' },
  },
]
