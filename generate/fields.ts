import type { Schema } from '../src/api/schema.ts'

/** A field of the contract as a page shows it. */
export type Field = {
  readonly path: string
  readonly schema: Schema
  readonly isRequired: boolean
}

/** Every field below a schema, in the order of the file: `spec.variants[].name`. */
export function fieldsOf(schema: Schema, path: string): readonly Field[] {
  const { properties = {}, required = [], items } = schema
  const own = Object.entries(properties).flatMap(([name, child]) => [
    { path: `${path}.${name}`, schema: child, isRequired: required.includes(name) },
    ...fieldsOf(child, `${path}.${name}`),
  ])
  return [...own, ...(items ? fieldsOf(items, `${path}[]`) : [])]
}

export function defaultOf({ schema, isRequired }: Field): string {
  if (isRequired) return 'required'
  const { default: value } = schema
  if (value === undefined || typeof value === 'object') return ''
  return code(String(value))
}

export const code = (text: string) => `\`${text}\``

/** Text for a cell of a Markdown table. */
export const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
