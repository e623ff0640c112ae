import type { Json, JsonPath } from '../api/json.ts'
import { objectsIn } from '../lint/objects.ts'
import { readManifests } from '../manifest/manifest.ts'
import { readSources } from './sources.ts'

/** An object of a file. */
export type Placed = {
  readonly value: Json
  /** Where what `path` leads to begins: `file:line:column`. */
  readonly placeOf: (path: JsonPath) => string
}

/** Something that cannot be read, as a line: `file:line:column: …`. */
type Unreadable = { readonly said: string }

/** All objects that the words of a command line lead to, read as kubectl reads them. */
export async function readObjects(
  words: readonly string[],
  input: () => Promise<string>,
): Promise<readonly (Placed | Unreadable)[]> {
  const sources = (await Promise.all(words.map((word) => readSources(word, input)))).flat()
  const found = sources.flatMap((source) =>
    'text' in source
      ? objectsOf(source.file, source.text)
      : [{ said: `${source.file}: cannot be read: ${source.failure}` }],
  )
  const isEmpty = found.length === 0 && words.length > 0
  return isEmpty ? [{ said: `there is no object in ${words.join(', ')}` }] : found
}

function objectsOf(file: string, text: string): readonly (Placed | Unreadable)[] {
  return readManifests(text).flatMap(({ value, problems, locate }): (Placed | Unreadable)[] => {
    const place = ({ line, column }: ReturnType<typeof locate>) => `${file}:${line}:${column}`
    if (problems.length > 0) {
      return problems.map(({ at, message }) => ({ said: `${place(at)}: ${message}` }))
    }
    return objectsIn(value).map((found) => ({
      value: found.value,
      placeOf: (path: JsonPath) => place(locate([...found.path, ...path])),
    }))
  })
}
