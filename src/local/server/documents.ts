import type { JsonObject } from '../../api/json.ts'

/** What there is beside resources: by path, an object or a text. */
export type Documents = (path: string) => Document | undefined

export type Document = JsonObject | string | Uint8Array

/** Whether it lives, and what it can pass for. */
const own: { readonly [path: string]: Document } = {
  '/openapi/v2': noDefinitions(),
  '/healthz': 'ok',
  '/livez': 'ok',
  '/readyz': 'ok',
  '/version': {
    ...{
      ...{ major: '1', minor: '36', emulationMajor: '1', emulationMinor: '36' },
      ...{ minCompatibilityMajor: '1', minCompatibilityMinor: '35' },
      gitVersion: 'v1.36.0+contender',
      gitCommit: '',
      gitTreeState: '',
    },
    ...{ buildDate: '1970-01-01T00:00:00Z', goVersion: '', compiler: '', platform: '' },
  },
}

/**
 * What kubectl asks for when `/openapi/v3` doesn't know a kind, and only in protobuf: `swagger: "2.0"` with a
 * title, a version, and no definitions. Without it, it complains of the document and not of the kind.
 */
function noDefinitions(): Uint8Array {
  const text = (field: number, words: string) => [
    8 * field + 2,
    words.length,
    ...Buffer.from(words),
  ]
  const title = [...text(1, 'Contender'), ...text(2, 'v1')]
  return Uint8Array.from([...text(1, '2.0'), 8 * 2 + 2, title.length, ...title])
}

export const withOwn =
  (discovery: Documents): Documents =>
  (path) =>
    Object.hasOwn(own, path) ? own[path] : discovery(path)
