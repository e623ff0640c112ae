import { specSchema } from '../src/api/experiment.ts'
import { cell, code, defaultOf, fieldsOf, tableOf } from './fields.ts'
import { heldBy } from './held-by.ts'

const begin = '<!-- fields: made by `npm run generate` -->'
const end = '<!-- /fields -->'

/** The record of the contract, with its table of fields brought up to date. */
export function withFieldTable(record: string): string {
  const rows = fieldsOf(specSchema, 'spec').map((field) => [
    code(field.path),
    defaultOf(field),
    cell(field.schema.description ?? ''),
    cell(heldBy[field.path] ?? ''),
  ])
  const [before, rest] = record.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`the record lacks ${begin} … ${end}`)
  const table = tableOf(['field', 'default', 'meaning', 'held by'], rows)
  return `${before}${begin}\n\n${table}\n\n${end}${after}`
}
