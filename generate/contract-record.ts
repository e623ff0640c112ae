import { specSchema } from '../src/api/experiment.ts'
import { between } from './between.ts'
import { cell, code, defaultOf, fieldsOf, tableOf } from './fields.ts'
import { heldBy } from './held-by.ts'

const marks = ['<!-- fields: made by `npm run generate` -->', '<!-- /fields -->'] as const

/** The record of the contract, with its table of fields brought up to date. */
export function withFieldTable(record: string): string {
  const rows = fieldsOf(specSchema, 'spec').map((field) => [
    code(field.path),
    defaultOf(field),
    cell(field.schema.description ?? ''),
    cell(heldBy[field.path] ?? ''),
  ])
  return between(marks, record, tableOf(['field', 'default', 'meaning', 'held by'], rows))
}
