import { qualifiedName } from '../../../../admission/names.ts'
import { type Address, child, entry, type Problem } from '../../../../admission/problem.ts'
import type { JsonObject } from '../../../../api/json.ts'
import { duplicate, forbidden, objectsIn, text } from '../checks.ts'

/** What a Pod waits for before anybody may say where it runs: each once, and no node while there is one. */
export function gateProblems(spec: JsonObject, at: Address): readonly Problem[] {
  const names = namesIn(spec)
  const list = child(at, 'schedulingGates')
  return [
    ...(names.length > 0 && spec['nodeName'] !== undefined
      ? [forbidden(child(at, 'nodeName'), stillShut)]
      : []),
    ...names.flatMap((name, i) => [
      ...text(qualifiedName)(name, entry(list, i)),
      ...(names.indexOf(name) < i ? [duplicate(entry(list, i), name)] : []),
    ]),
  ]
}

/** A gate is opened once, and never shut again. */
export function shutAgain(now: JsonObject, had: JsonObject, at: Address): readonly Problem[] {
  const before = namesIn(had)
  const list = child(at, 'schedulingGates')
  return namesIn(now).flatMap((name, i) => {
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`
    return before.includes(name) ? [] : [forbidden(child(entry(list, i), 'name'), detail)]
  })
}

const namesIn = ({ schedulingGates }: JsonObject): readonly string[] =>
  objectsIn(schedulingGates).map(({ name = '' }) => String(name))

const stillShut = 'cannot be set until all schedulingGates have been cleared'
