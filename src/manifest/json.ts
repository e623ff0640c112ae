import type { Json } from '../api/json.ts'
import {
  below,
  type Complaint,
  depthOf,
  maxDepth,
  repeated,
  type Spot,
  tooDeep,
} from './complaint.ts'
import { jsonNumber } from './numbers.ts'
import { leaf, list, type Reading, record, refused, type Tree } from './tree.ts'

/** A value and what is wrong with it, and where it ends in the text. */
type Ended = Reading & { readonly end: number }

/** `kind` is the sign itself, or what the text is. */
type Token = { readonly kind: string; readonly text: string; readonly at: number }

type Scanner = { readonly take: () => Token; readonly complaints: Complaint[] }

/** kubectl looks at the first 4,096 bytes: if they start with `{`, it takes the whole file as JSON. */
export const isJson = (text: string): boolean => /^[^\S\uFEFF]*\{/.test(text.slice(0, 4096))

/** Reads the value at or after `from`, as Go's encoding/json does; `undefined` if there is none. */
export function readJson(text: string, from: number): Ended | undefined {
  let at = from
  const complaints: Complaint[] = []
  const take = () => {
    const token = tokenAt(text, at)
    at = token.at + token.text.length
    return token
  }
  const first = take()
  if (first.kind === 'nothing') return undefined
  const tree = treeOf({ take, complaints }, first, { at: first.at, trail: undefined })
  return { ...(tree ? { tree, complaints } : refused(first.at, complaints)), end: at }
}

function treeOf(scanner: Scanner, token: Token, spot: Spot): Tree | undefined {
  if (depthOf(spot.trail) > maxDepth) {
    scanner.complaints.push({ at: token.at, message: tooDeep, fatal: true })
    return undefined
  }
  if (token.kind === '{') return objectOf(scanner, spot)
  if (token.kind === '[') return arrayOf(scanner, spot)
  const value = literalOf(token)
  if (value !== undefined) return leaf(spot.at, value, sourceOf(token))
  expected(scanner, token, token.kind === 'number' ? 'a number that a double can hold' : 'a value')
  return undefined
}

function objectOf(scanner: Scanner, { at, trail }: Spot): Tree | undefined {
  const fields = new Map<string, Tree>()
  const isWhole = each(scanner, '}', (key) => {
    const name = key.kind === 'string' ? stringOf(key.text) : undefined
    if (name === undefined) return expected(scanner, key, 'a key in double quotes')
    const spot = { at: key.at, trail: below(trail, name) }
    if (fields.has(name)) scanner.complaints.push(repeated(spot))
    const colon = scanner.take()
    if (colon.kind !== ':') return expected(scanner, colon, ':')
    const value = treeOf(scanner, scanner.take(), spot)
    if (value !== undefined) fields.set(name, value)
    return value !== undefined
  })
  return isWhole ? record(at, fields) : undefined
}

function arrayOf(scanner: Scanner, { at, trail }: Spot): Tree | undefined {
  const items: Tree[] = []
  const isWhole = each(scanner, ']', (token) => {
    const value = treeOf(scanner, token, { at: token.at, trail: below(trail, items.length) })
    if (value !== undefined) items.push(value)
    return value !== undefined
  })
  return isWhole ? list(at, items) : undefined
}

/** Reads what stands between commas until `close`; false where something is wrong. */
function each(scanner: Scanner, close: ']' | '}', read: (token: Token) => boolean): boolean {
  let token = scanner.take()
  if (token.kind === close) return true
  while (read(token)) {
    token = scanner.take()
    if (token.kind === close) return true
    if (token.kind !== ',') return expected(scanner, token, `, or ${close}`)
    token = scanner.take()
  }
  return false
}

function expected(scanner: Scanner, { at, text }: Token, what: string): false {
  const found = text === '' ? 'the end of the file' : text.slice(0, 20)
  scanner.complaints.push({ at, message: `expected ${what}, not ${found}`, fatal: true })
  return false
}

function literalOf({ kind, text }: Token): Json | undefined {
  if (kind === 'number') return jsonNumber(text)
  if (kind === 'string') return stringOf(text)
  return kind === 'word' ? words.get(text) : undefined
}

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
])

const sourceOf = ({ kind, text }: Token) => (kind === 'string' ? undefined : text)

/** Go puts a replacement character where half of a surrogate pair is escaped. */
const stringOf = (text: string): string =>
  String(JSON.parse(text)).replace(/\p{Surrogate}/gu, '\uFFFD')

const blank = /[ \t\n\r]*/y

/** The tokens of JSON (RFC 8259), which Go's encoding/json keeps to. */
const kinds: readonly (readonly [kind: string | undefined, pattern: RegExp])[] = [
  [undefined, /[{}[\],:]/y],
  ['string', /"[ !#-[\]-\u{10FFFF}]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[ !#-[\]-\u{10FFFF}]*)*"/uy],
  ['number', /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y],
  ['word', /true|false|null/y],
  ['nothing', /$/y],
]

/** The token at or after `from`. */
function tokenAt(text: string, from: number): Token {
  blank.lastIndex = from
  blank.test(text)
  const at = blank.lastIndex
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = at
    const [found] = pattern.exec(text) ?? []
    if (found !== undefined) return { kind: kind ?? found, text: found, at }
  }
  return { kind: 'garbage', text: text.slice(at, at + 1), at }
}
