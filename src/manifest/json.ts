import type { Json } from '../api/json.ts'
import { type Complaint, repeated } from './complaint.ts'
import { literal } from './numbers.ts'
import { type Token, tokenAt } from './tokens.ts'
import { below, depthOf, maxDepth, type Spot, tooDeep } from './trail.ts'
import { leaf, list, record, type Tree } from './tree.ts'

/** A value, where it ends in the text, and what is wrong with it. */
export type JsonRead = {
  readonly tree: Tree
  readonly end: number
  readonly complaints: readonly Complaint[]
}

type Scanner = { readonly take: () => Token; readonly complaints: Complaint[] }

/** kubectl looks at the first 4,096 bytes: if they start with `{`, it takes the whole file as JSON. */
export const isJson = (text: string): boolean => /^[^\S\uFEFF]*\{/.test(text.slice(0, 4096))

/** Reads the value at or after `from`, as Go's encoding/json does; `undefined` if there is none. */
export function readJson(text: string, from: number): JsonRead | undefined {
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
  return { tree: tree ?? leaf(first.at, null), end: at, complaints }
}

function treeOf(s: Scanner, token: Token, spot: Spot): Tree | undefined {
  if (depthOf(spot.trail) > maxDepth) {
    s.complaints.push({ at: token.at, message: tooDeep, fatal: true })
    return undefined
  }
  if (token.kind === '{') return objectOf(s, spot)
  if (token.kind === '[') return arrayOf(s, spot)
  const value = scalarOf(token)
  if (value !== undefined) return leaf(spot.at, value)
  expected(s, token, token.kind === 'number' ? 'a number that a double can hold' : 'a value')
  return undefined
}

function objectOf(s: Scanner, { at, trail }: Spot): Tree | undefined {
  const fields = new Map<string, Tree>()
  const isWhole = each(s, '}', (key) => {
    const name = key.kind === 'string' ? stringOf(key.text) : undefined
    if (name === undefined) return expected(s, key, 'a key in double quotes')
    const spot = { at: key.at, trail: below(trail, name) }
    if (fields.has(name)) s.complaints.push(repeated(spot))
    const colon = s.take()
    if (colon.kind !== ':') return expected(s, colon, ':')
    const value = treeOf(s, s.take(), spot)
    if (value !== undefined) fields.set(name, value)
    return value !== undefined
  })
  return isWhole ? record(at, fields) : undefined
}

function arrayOf(s: Scanner, { at, trail }: Spot): Tree | undefined {
  const items: Tree[] = []
  const isWhole = each(s, ']', (token) => {
    const value = treeOf(s, token, { at: token.at, trail: below(trail, items.length) })
    if (value !== undefined) items.push(value)
    return value !== undefined
  })
  return isWhole ? list(at, items) : undefined
}

/** Reads what stands between commas until `close`; false where something is wrong. */
function each(s: Scanner, close: ']' | '}', read: (token: Token) => boolean): boolean {
  let token = s.take()
  if (token.kind === close) return true
  while (read(token)) {
    token = s.take()
    if (token.kind === close) return true
    if (token.kind !== ',') return expected(s, token, `, or ${close}`)
    token = s.take()
  }
  return false
}

function expected(s: Scanner, { at, text }: Token, what: string): false {
  const found = text === '' ? 'the end of the file' : text.slice(0, 20)
  s.complaints.push({ at, message: `expected ${what}, not ${found}`, fatal: true })
  return false
}

function scalarOf({ kind, text }: Token): Json | undefined {
  if (kind === 'number') return literal(text)
  if (kind === 'string') return stringOf(text)
  return kind === 'word' ? words.get(text) : undefined
}

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Go puts a replacement character where half of a surrogate pair is escaped. */
const stringOf = (text: string): string =>
  String(JSON.parse(text)).replace(/\p{Surrogate}/gu, '\uFFFD')
