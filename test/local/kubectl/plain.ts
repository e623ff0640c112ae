import type { Played, Said } from './play.ts'

export type Plain = {
  readonly asked: string
  readonly code: number
  readonly out: readonly string[]
  readonly err: readonly string[]
}

/** What commands printed, line by line, without what differs from run to run. */
export function plain({ namespace, said }: Played): readonly Plain[] {
  const uids = new Map<string, string>()
  const versions = versionsIn(said)
  const line = (text: string) =>
    rules(uids, versions)
      .reduce(
        (words, [pattern, wordFor]) => words.replace(pattern, wordFor),
        text.replaceAll(namespace, '<ns>'),
      )
      .trimEnd()
  return said.map(({ asked, code, out, err, only = () => true }) => {
    const hasAges = isRow(asked)
    const shown = linesOf(out).map(line).filter(only)
    return {
      ...{ asked, code },
      out: shown.map((words) => (hasAges(words) ? withoutAges(words) : words)),
      err: linesOf(err).map(line),
    }
  })
}

/** Whether kubectl complains of its own watch when its time is up is chance, with either server. */
const linesOf = (text: string): readonly string[] =>
  text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .filter((line) => !/^[EW]\d{4} .* reflector\.go/.test(line))

type Rule = readonly [RegExp, (found: string) => string]

const rules = (
  uids: Map<string, string>,
  versions: ReadonlyMap<string, string>,
): readonly Rule[] => [
  [
    /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g,
    (uid) => uids.get(uid) ?? added(uids, uid),
  ],
  [/(?<=resource ?version\\?"?: *\\?"?)\d+/gi, (version) => versions.get(version) ?? version],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, ofToday],
  [/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, ofToday],
  [/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, () => '<now>'],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000 UTC/g, () => '<now>'],
  [/(?<=^[IWE])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+/, () => '<now>'],
  [/(?<=\/tmp\/(?:LIVE|MERGED)-)\d+/g, () => '<n>'],
  [/\b127\.0\.0\.1:\d+\b/g, () => '<address>'],
  [/\b(?:10\.0\.0\.\d+|127\.0\.0\.1)\b/g, () => '<ip>'],
]

/** Cases give times of their own, long ago. */
function ofToday(time: string): string {
  return Math.abs(Date.parse(time) - Date.now()) < 86_400_000 ? '<now>' : time
}

function added(uids: Map<string, string>, uid: string): string {
  const word = `u${uids.size + 1}`
  uids.set(uid, word)
  return word
}

/** Versions become their rank: only how they compare counts. */
function versionsIn(said: readonly Said[]): ReadonlyMap<string, string> {
  const found = said.flatMap(({ out, err }) =>
    [...`${out}${err}`.matchAll(/resource ?version\\?"?: *\\?"?(\d+)/gi)].map(([, version]) =>
      Number(version),
    ),
  )
  const sorted = [...new Set(found)].sort((one, other) => one - other)
  return new Map(sorted.map((version, index) => [String(version), `r${index + 1}`]))
}

/** Which lines are of a table, and so tell ages. */
function isRow(asked: string): (line: string) => boolean {
  if (/^kubectl describe/.test(asked))
    return (line) => /^(?:Age:| {2}(?:Normal|Warning)\b)/.test(line)
  const isTable = /^(?:end of|kubectl (?:get|events|api-resources))/.test(asked)
  return () => isTable && !/ -o ?(?:yaml|json|name)/.test(asked)
}

const age = /(?<![^\s(])\d+[smhd](?:\d+[smhd])?(?![^\s)])/g

/** How wide a column is depends on the time of day, and on what else a server has. */
const withoutAges = (line: string): string => line.replace(age, '<age>').replace(/ {2,}/g, '   ')
