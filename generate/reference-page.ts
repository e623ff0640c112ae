import { defaultGuardrails } from '../src/api/effective.ts'
import { specSchema } from '../src/api/experiment.ts'
import { rootRules } from '../src/api/experiment-rules.ts'
import { kindRows } from '../src/api/metric-kinds.ts'
import type { CelRule, Schema } from '../src/api/schema.ts'
import { nodesOf } from '../src/api/schema-walk.ts'
import { statusSchema } from '../src/api/status.ts'
import { cell, code, defaultOf, type Field, fieldsOf, tableOf } from './fields.ts'

/** The reference of the resource, made from the very literals that make the CRD. */
export function referencePage(): string {
  return `<!-- Made by \`npm run generate\` from src/api. Change it there. -->

# ModelExperiment

\`contender.dev/v1alpha1\`, short name \`mex\`. An editor that speaks JSON Schema can use
[modelexperiment.schema.json](modelexperiment.schema.json). \`contender lint FILE\` checks a manifest by
the rules below without a cluster, and \`contender lint --effective FILE\` shows how it is understood.

## metadata

${rootRules.map(({ message }) => `- ${message}`).join('\n')}

${sections(specSchema, 'spec')}

## Kinds of metric

${kindTable()}

Guardrails that Contender adds when a metric is the Objective and no guardrail of yours watches the same:

${Object.values(defaultGuardrails)
  .map((metric) => `- ${code(JSON.stringify(metric))}`)
  .join('\n')}

## status

${statusSchema.description}

${fieldTable(fieldsOf(statusSchema, 'status'))}
`
}

/** One section for each field of the spec, with the rules that stand anywhere below it. */
function sections(spec: Schema, path: string): string {
  const parts = Object.entries(spec.properties ?? {}).map(([name, schema]) => {
    const at = `${path}.${name}`
    const self = { path: at, schema, isRequired: spec.required?.includes(name) ?? false }
    return `## ${at}\n\n${fieldTable([self, ...fieldsOf(schema, at)])}${ruleList(rulesBelow(schema))}`
  })
  const whole = ruleList(spec['x-kubernetes-validations'] ?? [])
  return `## spec\n\n${spec.description}${whole}\n\n${parts.join('\n\n')}`
}

function rulesBelow(schema: Schema): readonly CelRule[] {
  return nodesOf(schema, '').flatMap(({ schema: node }) => node['x-kubernetes-validations'] ?? [])
}

function ruleList(rules: readonly CelRule[]): string {
  const messages = [...new Set(rules.map(({ message }) => message))]
  return messages.length === 0
    ? ''
    : `\n\nRules:\n\n${messages.map((text) => `- ${text}`).join('\n')}`
}

function fieldTable(fields: readonly Field[]): string {
  const rows = fields.map((field) => [
    code(field.path),
    cell(typeOf(field.schema)),
    defaultOf(field),
    cell(field.schema.description ?? ''),
  ])
  return tableOf(['field', 'type', 'default', 'meaning'], rows)
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map(code).join(' ')
  if (schema.type === undefined) return 'integer or string'
  if (schema.items) return `list of ${schema.items.type}`
  return `${schema.type}${boundsOf(schema)}`
}

function boundsOf({ minimum, maximum, maxLength }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return ` ${minimum} to ${maximum}`
  return maxLength === undefined ? '' : ` up to ${maxLength}`
}

function kindTable(): string {
  const rows = Object.entries(kindRows).map(([name, kind]) => [
    name,
    kind.task ?? 'any',
    kind.goal ?? (kind.needs.includes('goal') ? 'you say' : 'Decrease, or you say'),
    [...kind.needs, ...kind.takes.map((field) => `(${field})`)].map(code).join(' '),
    kind.roles.join(', '),
    kind.holdsBy.map((by) => (by === 'limit' ? by : `margin.${by}`)).join(', '),
    cell(kind.meaning),
  ])
  const head = [
    'kind',
    'task',
    'better',
    'needs (may have)',
    'roles',
    'a guardrail has',
    'what it is',
  ]
  return tableOf(head, rows)
}
