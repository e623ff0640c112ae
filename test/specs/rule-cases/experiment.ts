import { guardrail, metric, type RuleCase, value } from './rule-case.ts'

/** One variant, and nothing that compares. */
const alone = {
  'spec.variants': [{ name: 'baseline', model: { uri: 'file:///a' } }],
  'spec.metrics': undefined,
  'spec.traffic': undefined,
} as const

export const experimentCases: readonly RuleCase[] = [
  {
    rule: 'choose a name of at most 32 characters that starts with a letter and has only a-z, 0-9 and -',
    accepts: { 'metadata.name': 'a'.repeat(32) },
    refuses: { 'metadata.name': 'a'.repeat(33) },
  },
  {
    rule: 'name one of spec.variants as the champion; once another one has won, name the winner',
    accepts: { 'spec.champion': 'enhanced' },
    refuses: { 'spec.champion': 'nobody' },
  },
  {
    rule: 'give one metric the role Objective: with two or more variants it says what better means',
    accepts: alone,
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
    rule: 'set task: Classification, which Agreement, Accuracy, F1, AUC, LogLoss, Brier are for, or choose other kinds',
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
      'spec.metrics': [{ name: 'a', kind: 'R2', role: 'Objective', outcomeDelay: '1h' }],
    },
    refuses: metric({ kind: 'MAE', outcomeDelay: '1h' }),
  },
  {
    rule: 'say in prediction.label where an answer holds it: Agreement, Accuracy, F1 cannot find it in the answers of a service or template',
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
      ...metric({ kind: 'LogLoss', outcomeDelay: '1h' }),
      'spec.prediction': { label: '/a', probability: '/b' },
    },
    refuses: {
      ...metric({ kind: 'LogLoss', outcomeDelay: '1h' }),
      'spec.prediction': { label: '/a' },
    },
  },
  {
    rule: 'say in prediction.value where an answer holds it: MAE, RMSE, R2 cannot find it in the answers of a service or template',
    accepts: {
      'spec.task': 'Regression',
      'spec.metrics': [{ name: 'a', kind: 'MAE', role: 'Objective', outcomeDelay: '1h' }],
      'spec.prediction': { value: '/a' },
    },
    refuses: {
      'spec.task': 'Regression',
      'spec.metrics': [{ name: 'a', kind: 'MAE', role: 'Objective', outcomeDelay: '1h' }],
      'spec.prediction': { label: '/a' },
    },
  },
  {
    rule: 'give a maximumDuration that is not below minimumDuration (24h where it is not given)',
    accepts: { 'spec.decision.minimumDuration': '168h' },
    refuses: { 'spec.decision.minimumDuration': '168h1ms' },
  },
  {
    rule: 'accept outcomes for at least the longest outcomeDelay',
    accepts: { 'spec.outcomes.acceptFor': '24h' },
    refuses: { 'spec.outcomes.acceptFor': '23.5h' },
  },
  {
    rule: 'give a maximumDuration above the outcomeDelay of the objective and of every guardrail: before it they cannot be judged',
    accepts: { 'spec.metrics[0].outcomeDelay': '167h59m59s' },
    refuses: { 'spec.metrics[0].outcomeDelay': '168h' },
  },
  {
    rule: 'give a maximumDuration that is not below shadow.minimumDuration (1h where it is not given)',
    accepts: { 'spec.traffic.shadow.minimumDuration': '168h' },
    refuses: { 'spec.traffic.shadow.minimumDuration': '169h' },
  },
  {
    rule: 'give a maximumDuration that is not below any step’s minimumDuration',
    accepts: { 'spec.traffic.canary.steps[0].minimumDuration': '168h' },
    refuses: { 'spec.traffic.canary.steps[0].minimumDuration': '168.001h' },
  },
  {
    rule: 'choose another name for the experiment: its own Service is called so',
    accepts: { 'spec.variants[2].service.name': 'signals-2' },
    refuses: { 'spec.variants[2].service.name': 'signals' },
  },
  {
    rule: 'add canary or split, or make it an Info: nobody acts on the answers of a shadow, so Value cannot differ',
    accepts: { ...metric(value), 'spec.traffic.canary': undefined },
    refuses: { ...guardrail({ ...value, limit: '0.5' }), 'spec.traffic.canary': undefined },
  },
  {
    rule: 'give the Objective a minimumEffect: Bayesian plans its n for it',
    accepts: { 'spec.decision.method': 'Bayesian' },
    refuses: { 'spec.decision.method': 'Bayesian', 'spec.metrics[0].minimumEffect': undefined },
  },
  {
    rule: 'give a timeout above every latencyThreshold: a request that takes longer is cut off there',
    accepts: { 'spec.traffic.fallback.timeout': '501ms' },
    refuses: { 'spec.traffic.fallback.timeout': '500ms' },
  },
  {
    rule: 'make one metric the Objective, or remove guardrails: without an Objective a new revision replaces the champion at once',
    accepts: { ...alone, 'spec.metrics[+]': { name: 'e', kind: 'ErrorRate', role: 'Info' } },
    refuses: {
      ...alone,
      'spec.metrics[+]': { name: 'e', kind: 'ErrorRate', role: 'Guardrail', limit: '0.1' },
    },
  },
  {
    rule: 'make one metric the Objective, or remove traffic.canary: without an Objective a new revision replaces the champion at once',
    accepts: { ...alone, 'spec.traffic.allowOverride': true },
    refuses: { ...alone, 'spec.traffic.canary': { steps: [{ percent: 5 }] } },
  },
  {
    rule: 'make one metric the Objective, or remove traffic.split: without an Objective a new revision replaces the champion at once',
    accepts: { ...alone, 'spec.traffic.unit': { header: 'x-user' } },
    refuses: {
      ...alone,
      'spec.traffic.split': { challengers: [{ name: 'baseline', percent: 5 }] },
    },
  },
  {
    rule: 'make one metric the Objective, or remove traffic.shadow: without an Objective a new revision replaces the champion at once',
    accepts: { ...alone, 'spec.traffic.fallback': { timeout: '5m' } },
    refuses: { ...alone, 'spec.traffic.shadow': {} },
  },
  {
    rule: 'make one metric the Objective, or remove promotion.mode: without an Objective a new revision replaces the champion at once',
    accepts: { ...alone, 'spec.promotion': { mode: 'Automatic' } },
    refuses: { ...alone, 'spec.promotion': { mode: 'Approval' } },
  },
]
