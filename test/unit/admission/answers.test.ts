import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createAdmission } from '../../../src/admission/admission.ts'
import type { Problem } from '../../../src/admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../src/api/json.ts'
import { widget, widgets } from './widgets.ts'

/**
 * What a kube-apiserver 1.36.3 that has the CRD of `widgets.ts` answered to a
 * `POST …?dryRun=All&fieldValidation=Strict` of `widget` with these changes: the accepted object,
 * `status.details.causes` as `field: reason: message`, or the message of a 400. Recorded, not written.
 */
type Answer = {
  readonly it: string
  readonly with?: JsonObject
  readonly without?: readonly string[]
  readonly fieldValidation?: 'Ignore'
  readonly accepted?: JsonObject
  readonly causes?: readonly string[]
  readonly refused?: string
}

const file = readFileSync(new URL('answers.json', import.meta.url), 'utf8')
const answers = JSON.parse(file) as { readonly [section: string]: readonly Answer[] }
const { admit } = createAdmission(widgets)

describe.each(Object.entries(answers))('%s', (_, rows) => {
  it.each(rows)('$it', (row) => {
    const verdict = admit(sent(row), row.fieldValidation ?? 'Strict')
    if ('accepted' in verdict) {
      expect(essence(verdict.accepted)).toEqual(row.accepted)
    } else if (verdict.phase === 'validation') {
      expect(verdict.problems.map(asCause).sort()).toEqual(row.causes)
    } else {
      expect(messages(verdict.problems)).toBe(row.refused)
    }
  })
})

it('has the server’s word on enough of everything', () => {
  const rows = Object.values(answers).flat()
  expect(rows.filter(({ accepted }) => accepted).length).toBeGreaterThan(10)
  expect(rows.filter(({ refused }) => refused).length).toBeGreaterThan(15)
  expect(rows.filter(({ causes }) => causes).length).toBeGreaterThan(60)
})

function sent({ with: changes = {}, without = [] }: Answer): JsonObject {
  const spec = changed(widget.spec, changes['spec'])
  const metadata = changed(widget.metadata, changes['metadata'])
  const object = lacking({ ...widget, ...changes, metadata, spec }, '', without)
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, lacking(value, `${name}.`, without)]),
  )
}

const changed = (value: JsonObject, change: Json = {}): Json =>
  isJsonObject(change) ? { ...value, ...change } : change

function lacking<V extends Json>(value: V, prefix: string, without: readonly string[]): V {
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([name]) => !without.includes(`${prefix}${name}`))
  return Object.fromEntries(kept) as V
}

const asCause = ({ field, reason, message }: Problem) => `${field}: ${reason}: ${message}`

function messages(problems: readonly Problem[]): string {
  const text = problems.map(({ message }) => message).join(', ')
  return text.startsWith('unknown field') ? `strict decoding error: ${text}` : text
}

/** The server adds the rest of the metadata. */
function essence({ metadata, spec, status }: JsonObject) {
  const { labels, annotations } = metadata as JsonObject
  const all = Object.entries({ labels, annotations, spec, status })
  return Object.fromEntries(all.filter(([, value]) => value !== undefined))
}
