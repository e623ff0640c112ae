import type { Json } from '../../../src/api/json.ts'
import type { Edits } from '../edit.ts'

/**
 * For a rule, by its message: an edit of a sound experiment that keeps the rule, as near to breaking it
 * as can be, and one that breaks it. Where a rule stands at many fields, one value of the field each.
 */
export type RuleCase =
  | { readonly rule: string; readonly accepts: Edits; readonly refuses: Edits }
  | { readonly rule: string; readonly acceptsValue: Json; readonly refusesValue: Json }

export const metric = (fields: { readonly [field: string]: Json }): Edits => ({
  'spec.metrics[+]': { name: 'added', kind: 'ErrorRate', role: 'Info', ...fields },
})
export const guardrail = (fields: { readonly [field: string]: Json }): Edits =>
  metric({ role: 'Guardrail', ...fields })
export const absolute = { absolute: '0.01' }
