import type { Json, JsonPath } from '../api/json.ts'
import type { Complaint } from './complaint.ts'
import { chunks } from './documents.ts'
import { isJson, readJson } from './json.ts'
import { type Place, places } from './places.ts'
import { locate, type Reading, refused, sourceAt } from './tree.ts'
import { malformed, readYaml } from './yaml.ts'

type Problem = { readonly at: Place; readonly path?: JsonPath; readonly message: string }

/** One document of a file. What kubectl can't read has the value `null` and a problem. */
export type Manifest = {
  readonly value: Json
  readonly problems: readonly Problem[]
  /** The place of the key or list item that `path` leads to, else of its nearest ancestor. */
  readonly locate: (path: JsonPath) => Place
  /** How the scalar at `path` is written, if without quotes and tag: `010` where the value is 8. */
  readonly sourceAt: (path: JsonPath) => string | undefined
}

/** Its offsets count from `base`. */
type Part = Reading & { readonly base: number }

/**
 * Reads the text of a file as kubectl does, and keeps places. Documents without content are left out.
 * After a document that kubectl refuses it stops; here the next YAML document is read all the same.
 */
export function readManifests(text: string): readonly Manifest[] {
  const lines = text.replaceAll('\r\n', '\n')
  const placeOf = places(lines)
  const parts = isJson(lines) ? jsonDocuments(lines) : yamlDocuments(lines)
  return Array.from(parts, (part) => manifestOf(part, placeOf))
}

function manifestOf({ base, tree, complaints }: Part, placeOf: (at: number) => Place): Manifest {
  const place = (at: number) => placeOf(base + at)
  return {
    value: tree.value,
    problems: inOrder(complaints).map(({ at, message, path }) => ({
      at: place(at),
      ...(path !== undefined && path.length > 0 && { path }),
      message: shortened(message),
    })),
    locate: (path) => place(locate(tree, path)),
    sourceAt: (path) => sourceAt(tree, path),
  }
}

/** By place, and each once: what is wrong under an anchor is met again with every alias. */
function inOrder(complaints: readonly Complaint[]): readonly Complaint[] {
  const once = new Map(complaints.toReversed().map((each) => [`${each.at} ${each.message}`, each]))
  return [...once.values()].toSorted((a, b) => a.at - b.at)
}

const shortened = (message: string) =>
  message.length > 200 ? `${message.slice(0, 200)}…` : message

function* yamlDocuments(text: string): Generator<Part> {
  for (const { at: base, text: chunk, refused: why } of chunks(text)) {
    const reading = why === undefined ? readYaml(chunk) : malformed(0, why)
    if (reading !== undefined) yield { base, ...reading }
  }
}

function* jsonDocuments(text: string): Generator<Part> {
  for (let read = readJson(text, 0); read !== undefined; read = readJson(text, read.end)) {
    const { tree, complaints } = read
    const isRefused = complaints.some(({ fatal }) => fatal)
    if (isRefused) yield { base: 0, ...refused(tree.at, complaints) }
    else if (tree.value !== null) yield { base: 0, tree, complaints }
    if (isRefused) return
  }
}
