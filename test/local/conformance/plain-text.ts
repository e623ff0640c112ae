import { jsonInOrder } from './json-in-text.ts'
import type { Versions } from './versions.ts'

export type Known = {
  readonly namespace: string
  /** What the server chose, and the words for it. */
  readonly chosen: ReadonlyMap<string, string>
  readonly versions: Versions
  /** The time at which all this happened, roughly: other times were given by the case. */
  readonly nowMs: number
}

/** A text without what differs from run to run. */
export function plainTexts({
  namespace,
  chosen,
  versions,
  nowMs,
}: Known): (text: string) => string {
  const uids = new Map<string, string>()
  const uid = (found: string) => {
    if (!uids.has(found)) uids.set(found, `u${uids.size + 1}`)
    return uids.get(found) ?? found
  }
  const time = (found: string) => {
    const isNow = Math.abs(Date.parse(found) - nowMs) < 86_400_000
    return isNow ? `<now${found.includes('.') ? '.micro' : ''}>` : found
  }
  const rules: readonly [RegExp, (found: string) => string][] = [
    [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, uid],
    [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, time],
    [/\b127\.0\.0\.1:\d+\b/g, () => '<address>'],
    [/(?<=current: |too old resource version: )\d+/g, () => '<version>'],
    [/(?<=too old resource version: \S+ \()\d+/g, () => '<version>'],
    [/(?<="resourceVersion\\?":\\?")\d+/g, versions.rankOf],
    [
      /(?<=ResourceVersion in (?:the )?(?:precondition|object meta|record)(?:: | \())\d+/g,
      versions.rankOf,
    ],
  ]
  return (text) => {
    const named = [...chosen].reduce((said, [choice, word]) => said.replaceAll(choice, word), text)
    const placed = named.replaceAll(namespace, '<ns>')
    return jsonInOrder(rules.reduce((said, [pattern, word]) => said.replace(pattern, word), placed))
  }
}
