import { CST, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml'
import type { Complaint } from './complaint.ts'
import { endOf, startOf, type Visit, walk } from './nodes.ts'
import { unquote } from './quoted.ts'

/** The offset of what breaks a restriction. */
type Offence = number | undefined

type Restriction = {
  readonly sentence: string
  readonly find: (visit: Visit, text: string) => Offence
}

/**
 * What the library, which reads YAML 1.2, takes and kubectl, which reads YAML 1.1, refuses. The last
 * row kubectl takes: no manifest of ours has a use for it.
 */
const restrictions: readonly Restriction[] = [
  {
    sentence: 'an anchor is made of letters, digits, - and _',
    find: ({ node }) => offence(node, !/^[\w-]*$/.test(anchorOf(node) ?? '')),
  },
  {
    sentence: 'a tag takes no #',
    find: ({ node }) => offence(node, node.tag?.includes('#') === true),
  },
  {
    sentence: 'a tag must be followed by a space',
    find: ({ node }, text) =>
      offence(
        node,
        node.tag !== undefined &&
          /^\S\S$/.test(text.slice(Math.max(0, startOf(node) - 1), startOf(node) + 1)),
      ),
  },
  {
    sentence: 'a text with ? inside [] or {} must be quoted',
    find: ({ node, inFlow }) => offence(node, inFlow && plainText(node).includes('?')),
  },
  {
    sentence: 'a text that starts with : inside [] or {} must be quoted',
    find: ({ node, inFlow }) => offence(node, inFlow && plainText(node).startsWith(':')),
  },
  {
    sentence: 'a : inside [] or {} must be followed by a space',
    find: ({ node, inFlow }, text) =>
      offence(node, inFlow && isPlain(node) && isTightColon(text, endOf(node))),
  },
  {
    sentence: 'the closing quote is missing, or further left than its line may start',
    find: ({ node }) => offence(node, isUnclosed(node)),
  },
  { sentence: 'YAML 1.1 has no such escape; double the \\', find: ({ node }) => badEscape(node) },
  {
    sentence: 'a key and its : must be on one line, within 1,024 characters',
    find: ({ node }, text) => brokenKey(node, text),
  },
  {
    sentence: 'the first line is indented with a tab; say by how many spaces, like |2',
    find: ({ node }) => tabbedBlock(node),
  },
  {
    sentence: 'the tags !!binary and !!timestamp are not read here; write a text',
    find: ({ node }) =>
      offence(node, /^tag:yaml\.org,2002:(binary|timestamp)$/.test(node.tag ?? '')),
  },
]

/** Everything that breaks a restriction. */
export function* offences(root: Node, text: string): Generator<Complaint> {
  for (const visit of walk(root)) {
    for (const { sentence, find } of restrictions) {
      const at = find(visit, text)
      if (at !== undefined) yield { at, message: sentence, fatal: true }
    }
  }
}

const offence = (node: Node, isBroken: boolean): Offence => (isBroken ? startOf(node) : undefined)

const anchorOf = (node: Node): string | undefined =>
  isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined

const isPlain = (node: Node): node is Scalar => isScalar(node) && node.type === 'PLAIN'

const plainText = (node: Node): string => (isPlain(node) ? (node.source ?? '') : '')

function isTightColon(text: string, from: number): boolean {
  const colon = /[ \t]*:[[\]{},]/y
  colon.lastIndex = from
  return colon.test(text)
}

/**
 * The library ends a quoted text at a line that starts too far left. What comes before may end in a
 * quote all the same: an escaped one, `\"` or `''`.
 */
function isUnclosed(node: Node): boolean {
  const token = isScalar(node) ? node.srcToken : undefined
  if (token?.type === 'single-quoted-scalar') return !/^'[^']*(?:''[^']*)*'$/.test(token.source)
  if (token?.type !== 'double-quoted-scalar') return false
  return !/^"[^"\\]*(?:\\[\s\S][^"\\]*)*"$/.test(token.source)
}

function badEscape(node: Node): Offence {
  const token = isScalar(node) ? node.srcToken : undefined
  if (token?.type !== 'double-quoted-scalar') return undefined
  const { refused } = unquote(token.source.slice(1, -1))
  return refused === undefined ? undefined : token.offset + 1 + refused
}

function brokenKey(node: Node, text: string): Offence {
  if (!isMap<Node, Node | null>(node)) return undefined
  const broken = node.items.find((pair) => isBroken(pair, text))
  return broken && startOf(broken.key)
}

function isBroken({ key, srcToken }: Pair<Node, Node | null>, text: string): boolean {
  const isExplicit = srcToken?.start.some(({ type }) => type === 'explicit-key-ind')
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind')
  if (isExplicit || colon === undefined) return false
  const distance = text.slice(startOf(key), colon.offset)
  return distance.length > 1024 || distance.includes('\n')
}

/** goyaml finds the indentation of a block scalar in its first line, and there no tab may follow. */
function tabbedBlock(node: Node): Offence {
  const token = isScalar(node) ? node.srcToken : undefined
  if (token?.type !== 'block-scalar') return undefined
  const header = token.props.map(CST.stringify).join('')
  const tab = /^[|>][-+]?(?:\s|#|$)/.test(header) ? /^[ \n]*\t/.exec(token.source) : null
  return tab ? token.offset + header.length + tab[0].length - 1 : undefined
}
