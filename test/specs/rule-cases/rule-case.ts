import type { Json } from '../../../src/api/json.ts'
import { given } from '../dice.ts'
import type { Edits } from '../edit.ts'

/**
 * For a rule, by its message: an edit of a sound experiment that keeps the rule, as near to breaking it
 * as can be, and one that breaks it. Where a rule stands at many fields, values of the field; the value of the
 * full example is the one that is accepted where none is given.
 */
export type RuleCase =
  | { readonly rule: string; readonly accepts: Edits; readonly refuses: Edits }
  | { readonly rule: string; readonly acceptsValue?: Json; readonly refusesValues: readonly Json[] }

type Fields = { readonly [field: string]: Json | undefined }

/** Appends a metric: an ErrorRate that is only shown, unless the fields say otherwise. */
export const metric = (fields: Fields): Edits => ({
  'spec.metrics[+]': given({ name: 'added', kind: 'ErrorRate', role: 'Info', ...fields }),
})
export const guardrail = (fields: Fields): Edits => metric({ role: 'Guardrail', ...fields })

/** A regression whose objective is its mean error, with these fields besides. */
export const regression = (fields: Fields): Edits => ({
  'spec.task': 'Regression',
  'spec.metrics': [
    given({ name: 'o', kind: 'MAE', role: 'Objective', outcomeDelay: '1h', ...fields }),
  ],
})

export const absolute = { absolute: '0.01' }
export const value = {
  kind: 'Value',
  outcomeDelay: '1h',
  field: '/a',
  goal: 'Increase',
  clip: ['0', '1'],
} as const
export const rmse = { kind: 'RMSE', outcomeDelay: '1h', largestError: '10.5' } as const
export const query = {
  kind: 'Query',
  prometheus: { address: 'http://p', query: 'up' },
  limit: '1',
} as const
