import { isOneOf, kindsWhere } from './metric-kinds.ts'
import { experimentName } from './names.ts'
import { comparesDurations } from './quantities.ts'
import type { CelRule } from './schema.ts'

/** A kind that reads a label cannot be scored where nobody says where the label stands. */
const predictionRules = (['label', 'probability', 'value'] as const).map((part): CelRule => {
  const readers = kindsWhere(({ reads }) => reads === part)
  return {
    rule: `!has(self.metrics) || self.variants.all(v, has(v.model)) || (has(self.prediction) && has(self.prediction.${part})) || !self.metrics.exists(m, ${isOneOf('m.kind', readers)})`,
    message: `say in prediction.${part} where an answer holds it: ${readers.join(', ')} cannot find it in the answers of a service or template`,
    fieldPath: '.prediction',
  }
})

const taskRules = (['Classification', 'Regression'] as const).map((task): CelRule => {
  const kinds = kindsWhere((kind) => kind.task === task)
  return {
    rule: `self.task == '${task}' || !has(self.metrics) || !self.metrics.exists(m, ${isOneOf('m.kind', kinds)})`,
    message: `set task: ${task}, which ${kinds.join(', ')} are for, or choose other kinds`,
    fieldPath: '.task',
  }
})

/**
 * Here and not beside their fields: the server tries the rules of an object on its default `{}` before
 * it has filled in the defaults of the fields.
 */
const durationRules: readonly CelRule[] = [
  {
    rule: comparesDurations('self.decision.minimumDuration', '<=', 'self.decision.maximumDuration'),
    message: 'give a maximumDuration that is not below minimumDuration (24h where it is not given)',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: `!has(self.metrics) || self.metrics.all(m, !has(m.outcomeDelay) || ${comparesDurations('m.outcomeDelay', '<=', 'self.outcomes.acceptFor')})`,
    message: 'accept outcomes for at least the longest outcomeDelay',
    fieldPath: '.outcomes.acceptFor',
  },
  {
    rule: `!has(self.metrics) || self.metrics.all(m, m.role == 'Info' || !has(m.outcomeDelay) || ${comparesDurations('m.outcomeDelay', '<', 'self.decision.maximumDuration')})`,
    message:
      'give a maximumDuration above the outcomeDelay of the objective and of every guardrail: before it they cannot be judged',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: `!has(self.traffic.shadow) || ${comparesDurations('self.traffic.shadow.minimumDuration', '<=', 'self.decision.maximumDuration')}`,
    message:
      'give a maximumDuration that is not below shadow.minimumDuration (1h where it is not given)',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: `!has(self.traffic.canary) || self.traffic.canary.steps.all(s, !has(s.minimumDuration) || ${comparesDurations('s.minimumDuration', '<=', 'self.decision.maximumDuration')})`,
    message: 'give a maximumDuration that is not below any step’s minimumDuration',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: `!has(self.metrics) || self.metrics.all(m, !has(m.latencyThreshold) || ${comparesDurations('m.latencyThreshold', '<', 'self.traffic.fallback.timeout')})`,
    message:
      'give a timeout above every latencyThreshold: a request that takes longer is cut off there',
    fieldPath: '.traffic.fallback.timeout',
  },
]

const hasObjective = "has(self.metrics) && self.metrics.exists(m, m.role == 'Objective')"

/** Without an Objective nothing is compared: whoever writes one of these believes that it is. */
const idleRules = [
  {
    field: 'guardrails',
    isAbsent: "!has(self.metrics) || !self.metrics.exists(m, m.role == 'Guardrail')",
    fieldPath: '.metrics',
  },
  ...['canary', 'split', 'shadow'].map((part) => ({
    field: `traffic.${part}`,
    isAbsent: `!has(self.traffic.${part})`,
    fieldPath: `.traffic.${part}`,
  })),
  {
    field: 'promotion.mode',
    isAbsent: "self.promotion.mode == 'Automatic'",
    fieldPath: '.promotion.mode',
  },
].map(
  ({ field, isAbsent, fieldPath }): CelRule => ({
    rule: `(${hasObjective}) || ${isAbsent}`,
    message: `make one metric the Objective, or remove ${field}: without an Objective a new revision replaces the champion at once`,
    fieldPath,
  }),
)

const pairing = kindsWhere(({ needsShadow }) => needsShadow ?? false)
const unpaired = kindsWhere(({ sameInShadow }) => sameInShadow ?? false)

const shadowRules: readonly CelRule[] = [
  {
    rule: `!has(self.metrics) || has(self.traffic.shadow) || !self.metrics.exists(m, ${isOneOf('m.kind', pairing)})`,
    message: `give traffic.shadow: ${pairing.join(', ')} compares shadow copies`,
    fieldPath: '.traffic.shadow',
  },
  {
    rule: `!has(self.traffic.shadow) || has(self.traffic.canary) || has(self.traffic.split) || !has(self.metrics) || !self.metrics.exists(m, ${isOneOf('m.kind', unpaired)} && m.role != 'Info')`,
    message: `add canary or split, or make it an Info: nobody acts on the answers of a shadow, so ${unpaired.join(', ')} cannot differ`,
    fieldPath: '.metrics',
  },
]

/** What the parts of a spec must keep to among each other. A rule of one part stands with that part. */
export const experimentRules: readonly CelRule[] = [
  {
    rule: 'self.variants.exists(v, v.name == self.champion)',
    message: 'name one of spec.variants as the champion; once another one has won, name the winner',
    fieldPath: '.champion',
  },
  {
    rule: '!has(self.traffic.split) || self.traffic.split.challengers.all(c, self.variants.exists(v, v.name == c.name))',
    message: 'name challengers of spec.variants, and remove those that are gone from there',
    fieldPath: '.traffic.split.challengers',
  },
  {
    rule: `self.variants.size() < 2 || (${hasObjective})`,
    message:
      'give one metric the role Objective: with two or more variants it says what better means',
    fieldPath: '.metrics',
  },
  ...shadowRules,
  {
    rule: "self.decision.method != 'Bayesian' || !has(self.metrics) || self.metrics.all(m, m.role != 'Objective' || has(m.minimumEffect))",
    message: 'give the Objective a minimumEffect: Bayesian plans its n for it',
    fieldPath: '.metrics',
  },
  {
    rule: "self.promotion.mode != 'Recommend' || self.decision.whenInconclusive != 'AwaitApproval'",
    message: 'choose KeepChampion, or another promotion.mode: Recommend never waits for approval',
    fieldPath: '.decision.whenInconclusive',
  },
  ...idleRules,
  ...taskRules,
  ...predictionRules,
  ...durationRules,
]

/** What needs the name as well: only a rule of the root can read it, and nothing else of metadata. */
export const rootRules: readonly CelRule[] = [
  {
    rule: `self.metadata.name.size() <= ${experimentName.maxLength} && self.metadata.name.matches('${experimentName.pattern}')`,
    message: `choose a name of at most ${experimentName.maxLength} characters that starts with a letter and has only a-z, 0-9 and -`,
    fieldPath: '.metadata.name',
  },
  {
    rule: '!self.spec.variants.exists(v, has(v.service) && v.service.name == self.metadata.name)',
    message: 'choose another name for the experiment: its own Service is called so',
    fieldPath: '.metadata.name',
  },
]
