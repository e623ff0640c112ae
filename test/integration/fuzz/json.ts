import { below } from '../../chance.ts'
import { between, bytesBy, pick, type Random } from './dice.ts'
import { changedBy, leaf, type Tree, textOf, treeOf } from './json-tree.ts'

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth)

/** What is of the wrong type, too large, too deep, of another language, or no JSON. */
const hostile: readonly string[] = [
  ...['null', 'true', 'false', '0', '-0', '-1', '0.5', '1e999', '-1e999', '1e-999', '1e308'],
  ...['3.5e38', '65520', '256', '2147483648', '4294967296', '9007199254740993'],
  ...['9223372036854775808', '-9223372036854775809', '18446744073709551616', `1${'0'.repeat(400)}`],
  ...['NaN', '-NaN', 'Infinity', '-Infinity', 'undefined', '0x10', '01', '+1', '.5', '1.', '1e'],
  ...['tru', "'a'", '`a`', '""', '"NaN"', '"-Infinity"', '"0"', '"\\u0000"', '"\\ud800"'],
  ...['"\\udc00\\ud800"', '"\\ud83d\\ude00"', '"\u202e\ufeff"', '"\\x"', '"\\u12"', '"a', '"\n"'],
  ...[`"${'a'.repeat(5_000)}"`, `"${'é'.repeat(3_000)}"`, '[]', '{}', '[[]]', '[null]', '[{}]'],
  ...['{"__proto__":{"shape":[1]}}', '{"constructor":{"prototype":1}}', '{"toString":1}'],
  ...['{"length":1e9}', '[1e9]', '[-1,2]', '[0,2]', '[2,-1]', '[1.5,2]', '["1",2]', '[true,2]'],
  ...['[4294967296,4294967296]', '[9007199254740991,2]', '[9007199254740992]', '[1000000000,2]'],
  ...['[65536,65536,65536,65536]', '[0,9007199254740991]', '[3037000500,3037000500]'],
  ...[
    `[${'1,'.repeat(32)}1]`,
    `[${'1,'.repeat(2_000)}2]`,
    nested(40),
    nested(2_000),
    '//',
    '/**/1',
  ],
  nested(3_000, '{"a":[', ']}'),
  nested(20_000),
]

/** Of a language that is spoken over HTTP. */
export type Words = {
  /** Names of members. */
  readonly keys: readonly string[]
  /** Texts that mean something. */
  readonly texts: readonly string[]
}

type Change = (random: Random, part: Tree, words: Words) => Tree

const hostileTree = (random: Random) => leaf(pick(random, hostile))
const keyText = (random: Random, { keys }: Words) => JSON.stringify(pick(random, keys))

const changes: { readonly [what: string]: Change } = {
  replaced: hostileTree,
  'another text': (random, _, { texts }) => leaf(JSON.stringify(pick(random, texts))),
  'a number by chance': (random) => leaf(`${(random() - 0.5) * 2 ** between(random, 0, 70)}`),
  'in a list': (_, part) => ({ kind: 'List', items: [part] }),
  'in an object': (random, part, words) => ({
    kind: 'Members',
    items: [[keyText(random, words), part]],
  }),
  deep: (random, part) => {
    const depth = 10 ** between(random, 1, 4)
    return leaf(`${'['.repeat(depth)}${textOf(part)}${']'.repeat(depth)}`)
  },
  unbalanced: (random, part) =>
    leaf(`${textOf(part)}${pick(random, ['[', ']', '{', '}', ',', '"'])}`),
  'cut out': (random, part) => listed(part, (items) => without(items, random)),
  'twice there': (random, part) =>
    listed(part, (items) => (items.length === 0 ? items : [...items, pick(random, items)])),
  'a thousand times there': (_, part) =>
    listed(part, (items) =>
      Array.from({ length: 1_000 }, () => items)
        .flat()
        .slice(0, 4_000),
    ),
  turned: (_, part) => listed(part, (items) => items.toReversed()),
  'one more': (random, part, words) => {
    if (part.kind === 'List') return { ...part, items: [...part.items, hostileTree(random)] }
    if (part.kind !== 'Members') return hostileTree(random)
    return { ...part, items: [...part.items, [keyText(random, words), hostileTree(random)]] }
  },
  renamed: (random, part, words) =>
    part.kind === 'Members'
      ? {
          ...part,
          items: part.items.map(([key, own]) => [
            random() < 0.4 ? keyText(random, words) : key,
            own,
          ]),
        }
      : part,
}

const without = <T>(items: readonly T[], random: Random) =>
  items.toSpliced(below(random, items.length), 1)

function listed(part: Tree, change: <T>(items: readonly T[]) => readonly T[]): Tree {
  if (part.kind === 'Leaf') return part
  return part.kind === 'List'
    ? { ...part, items: change(part.items) }
    : { ...part, items: change(part.items) }
}

/** What was done, and what became of it. */
export type Bent<T> = { readonly what: string; readonly bent: T }

/** Structure, types, depth, numbers, keys: one change, or two or three at once. */
export function bentTree(random: Random, json: unknown, words: Words): Bent<string> {
  let tree = treeOf(json)
  const done = Array.from({ length: between(random, 1, 3) }, () => {
    const what = pick(random, Object.keys(changes))
    tree = changedBy(random, tree, (part) => changes[what]?.(random, part, words) ?? part)
    return what
  })
  return { what: done.join(', '), bent: textOf(tree) }
}

const asBytes: { readonly [what: string]: (random: Random, json: Buffer) => Buffer } = {
  'a byte': (random, json) => {
    const changed = Buffer.from(json)
    changed[below(random, json.length)] = below(random, 256)
    return changed
  },
  cut: (random, json) => json.subarray(0, below(random, json.length)),
  'bytes within': (random, json) => {
    const at = below(random, json.length)
    return Buffer.concat([json.subarray(0, at), bytesBy(random, 3), json.subarray(at)])
  },
  'more behind it': (random, json) =>
    Buffer.concat([json, Buffer.from(pick(random, [' ', '\n\n', '{}', ',', '\0', 'x', 'null']))]),
  'a mark before it': (_, json) => Buffer.concat([Buffer.from('\ufeff'), json]),
  'in UTF-16': (_, json) => Buffer.from(json.toString(), 'utf16le'),
  'in Latin-1': (_, json) =>
    Buffer.concat([json.subarray(0, -1), Buffer.from(',"é":1}', 'latin1')]),
  'by chance': (random) => bytesBy(random, below(random, 300)),
  nothing: () => Buffer.alloc(0),
}

/** What is no JSON any more, mostly. */
export function bentBytes(random: Random, json: Buffer): Bent<Buffer> {
  const what = pick(random, Object.keys(asBytes))
  return { what, bent: asBytes[what]?.(random, json) ?? json }
}
