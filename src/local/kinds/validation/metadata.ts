import { generated, metadataProblems } from '../../../admission/metadata-validation.ts'
import { type Address, child, type Problem, problem, root } from '../../../admission/problem.ts'
import type { JsonObject } from '../../../api/json.ts'
import { objectAt } from '../defaults/filling.ts'
import { unqualifiedFinalizers } from './finalizers.ts'

/** What is wrong with a name of this kind, in the server's words. */
export type NameRule = (name: string) => readonly string[]

/** The rules of metadata; each kind has its own for the name. */
export function validateMetadata(object: JsonObject, rule: NameRule): readonly Problem[] {
  const metadata = objectAt(object, 'metadata')
  const isOfName = ({ field, reason }: Problem) =>
    /^metadata\.(name|generateName)$/.test(field) && reason !== 'FieldValueRequired'
  const others = metadataProblems(metadata).filter((found) => !isOfName(found))
  return [...nameProblems(metadata, rule), ...others, ...unqualifiedFinalizers(metadata)]
}

function nameProblems({ name, generateName }: JsonObject, rule: NameRule): readonly Problem[] {
  const prefix = String(generateName ?? '')
  const whole = String(name ?? generated(prefix))
  return [
    ...(prefix === '' ? [] : refusals(under('generateName'), prefix, rule(finished(prefix)))),
    ...(whole === '' ? [] : refusals(under('name'), whole, rule(whole))),
  ]
}

/** Letters will follow a prefix: it may end with a dash. */
const finished = (prefix: string) =>
  prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix

const refusals = (at: Address, value: string, details: readonly string[]) =>
  details.map((detail) => problem(at, 'FieldValueInvalid', { value, detail }))

const under = (name: string) => child(child(root, 'metadata'), name)
