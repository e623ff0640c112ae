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
    message: 'give a maximumDuration that is not below minimumDuration',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: comparesDurations(
      'self.promotion.validation.duration',
      '<=',
      'self.promotion.rollbackWindow',
    ),
    message: 'give a rollbackWindow that is not below validation.duration',
    fieldPath: '.promotion.rollbackWindow',
  },
  {
    rule: `!has(self.metrics) || self.metrics.all(m, !has(m.outcomeDelay) || ${comparesDurations('m.outcomeDelay', '<=', 'self.outcomes.acceptFor')})`,
    message: 'accept outcomes for at least the longest outcomeDelay',
    fieldPath: '.outcomes.acceptFor',
  },
  {
    rule: `!has(self.metrics) || self.metrics.all(m, m.role != 'Objective' || !has(m.outcomeDelay) || ${comparesDurations('m.outcomeDelay', '<', 'self.decision.maximumDuration')})`,
    message:
      'give a maximumDuration above the objective’s outcomeDelay: before it nothing is judged',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: `!has(self.traffic.shadow) || ${comparesDurations('self.traffic.shadow.minimumDuration', '<=', 'self.decision.maximumDuration')}`,
    message: 'give a maximumDuration that is not below shadow.minimumDuration',
    fieldPath: '.decision.maximumDuration',
  },
  {
    rule: `!has(self.traffic.canary) || self.traffic.canary.steps.all(s, !has(s.minimumDuration) || ${comparesDurations('s.minimumDuration', '<=', 'self.decision.maximumDuration')})`,
    message: 'give a maximumDuration that is not below any step’s minimumDuration',
    fieldPath: '.decision.maximumDuration',
  },
]

/** What the parts of a spec must keep to among each other. A rule of one part stands with that part. */
export const experimentRules: readonly CelRule[] = [
  {
    rule: 'self.variants.exists(v, v.name == self.champion)',
    message: 'name one of spec.variants as the champion',
    fieldPath: '.champion',
  },
  {
    rule: '!has(self.traffic.split) || self.traffic.split.challengers.all(c, self.variants.exists(v, v.name == c.name))',
    message: 'name challengers of spec.variants',
    fieldPath: '.traffic.split.challengers',
  },
  {
    rule: "self.variants.size() < 2 || (has(self.metrics) && self.metrics.exists(m, m.role == 'Objective'))",
    message:
      'give one metric the role Objective: with two or more variants it says what better means',
    fieldPath: '.metrics',
  },
  {
    rule: "!has(self.metrics) || has(self.traffic.shadow) || !self.metrics.exists(m, m.kind == 'Agreement')",
    message: 'give traffic.shadow: Agreement compares shadow copies',
    fieldPath: '.traffic.shadow',
  },
  {
    rule: "self.promotion.mode != 'Recommend' || self.decision.whenInconclusive != 'AwaitApproval'",
    message: 'choose KeepChampion, or another promotion.mode: Recommend never waits for approval',
    fieldPath: '.decision.whenInconclusive',
  },
  ...taskRules,
  ...predictionRules,
  ...durationRules,
]

/** What `metadata` must be besides what Kubernetes asks: a rule of the root can read the name alone. */
export const nameRule: CelRule = {
  rule: `self.metadata.name.size() <= ${experimentName.maxLength} && self.metadata.name.matches('${experimentName.pattern}')`,
  message: `choose a name of at most ${experimentName.maxLength} characters that starts with a letter and has only a-z, 0-9 and -`,
  fieldPath: '.metadata.name',
}
