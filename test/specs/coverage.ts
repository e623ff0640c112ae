import type { JsonObject } from '../../src/api/json.ts'
import { valueIn } from './edit.ts'
import { concretePaths } from './places.ts'
import { specNodes } from './rules.ts'

export type Coverage = {
  readonly properties: readonly [seen: number, all: number]
  readonly choices: readonly [seen: number, all: number]
  readonly missing: readonly string[]
}

/** Which properties and enum values of the schema of `spec` come up in these objects. */
export function coverageOf(objects: readonly JsonObject[]): Coverage {
  const seenAt = specNodes.map(({ at }) => ({ at, values: valuesAt(objects, at) }))
  const unseen = seenAt.filter(({ values }) => values.size === 0).map(({ at }) => at)
  const choices = specNodes.flatMap(({ at, schema }) =>
    (schema.enum ?? []).map((choice) => ({ at, choice })),
  )
  const unseenChoices = choices.filter(
    ({ at, choice }) => !seenAt.find((seen) => seen.at === at)?.values.has(choice),
  )
  return {
    properties: [specNodes.length - unseen.length, specNodes.length],
    choices: [choices.length - unseenChoices.length, choices.length],
    missing: [...unseen, ...unseenChoices.map(({ at, choice }) => `${at}=${choice}`)],
  }
}

/** The values at a schema path; whatever is no text stands for itself as «there». */
function valuesAt(objects: readonly JsonObject[], at: string): ReadonlySet<string> {
  return new Set(
    objects.flatMap((object) =>
      concretePaths(object, at).map((path) => {
        const value = valueIn(object, path)
        return typeof value === 'string' ? value : 'there'
      }),
    ),
  )
}
