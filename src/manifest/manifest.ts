import type { Json, JsonPath } from '../api/json.ts'
import type { Complaint } from './complaint.ts'
import { chunks } from './documents.ts'
import { isJson, readJson } from './json.ts'
import { type Place, places } from './places.ts'
import { leaf, locate, type Tree } from './tree.ts'
import { readYaml } from './yaml.ts'

type Problem = { readonly at: Place; readonly path?: JsonPath; readonly message: string }

/** One document of a file. What kubectl can't read has the value `null` and a problem. */
export type Manifest = {
  /** Where the document starts. */
  readonly line: number
  readonly value: Json
  readonly problems: readonly Problem[]
  /** The place of the key or list item that `path` leads to, else of its nearest ancestor. */
  readonly locate: (path: JsonPath) => Place
}

type Read = {
  readonly base: number
  readonly tree: Tree
  readonly complaints: readonly Complaint[]
}

/**
 * Reads the text of a file as kubectl does, and keeps places. Documents without content are left out.
 * After a document that kubectl refuses it stops; here the next YAML document is read all the same.
 */
export function readManifests(text: string): readonly Manifest[] {
  const lines = text.replaceAll('\r\n', '\n')
  const placeOf = places(lines)
  const reads = isJson(lines) ? jsonDocuments(lines) : yamlDocuments(lines)
  return Array.from(reads, (read) => manifestOf(read, placeOf))
}

function manifestOf({ base, tree, complaints }: Read, placeOf: (at: number) => Place): Manifest {
  const place = (at: number) => placeOf(base + at)
  return {
    line: place(tree.at).line,
    value: tree.value,
    problems: inOrder(complaints).map(({ at, message, path }) => ({
      at: place(at),
      ...(path !== undefined && path.length > 0 && { path }),
      message: shortened(message),
    })),
    locate: (path) => place(locate(tree, path)),
  }
}

/** By place, and each once: what is wrong under an anchor is met again with every alias. */
function inOrder(complaints: readonly Complaint[]): readonly Complaint[] {
  const once = new Map(complaints.toReversed().map((each) => [`${each.at} ${each.message}`, each]))
  return [...once.values()].toSorted((a, b) => a.at - b.at)
}

const shortened = (message: string) =>
  message.length > 200 ? `${message.slice(0, 200)}…` : message

function* yamlDocuments(text: string): Generator<Read> {
  for (const { at: base, text: chunk, refused } of chunks(text)) {
    const read = refused === undefined ? readYaml(chunk) : unreadable(refused)
    if (read !== undefined) yield { base, ...read }
  }
}

function* jsonDocuments(text: string): Generator<Read> {
  for (let read = readJson(text, 0); read !== undefined; read = readJson(text, read.end)) {
    const isRefused = read.complaints.some(({ fatal }) => fatal)
    if (isRefused) yield { base: 0, tree: leaf(read.tree.at, null), complaints: read.complaints }
    else if (read.tree.value !== null) yield { base: 0, ...read }
    if (isRefused) return
  }
}

const unreadable = (message: string) => ({
  tree: leaf(0, null),
  complaints: [{ at: 0, message, fatal: true }],
})
