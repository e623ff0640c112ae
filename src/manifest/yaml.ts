import type { ParsedNode } from 'yaml'
import { link } from './anchors.ts'
import { compose } from './compose.ts'
import { decode } from './decode.ts'
import { offences } from './dialect.ts'
import { indentingTab } from './tabs.ts'
import { type Reading, refused } from './tree.ts'

/** Reads one document as kubectl does; `undefined` if there is nothing in it. */
export function readYaml(text: string): Reading | undefined {
  const found = notAllowed.exec(text)
  if (found) return malformed(found.index, 'control characters are not allowed')
  const composition = compose(text)
  if ('message' in composition) return malformed(composition.at, composition.message)
  const { root } = composition
  const tab = indentingTab(root, text)
  if (tab !== undefined) return malformed(tab, 'a tab cannot indent a line; use spaces')
  return root === null ? undefined : readNodes(root, text)
}

function readNodes(root: ParsedNode, text: string): Reading | undefined {
  const { targets, complaints } = link(root)
  const decoded = decode(root, targets)
  const all = [...complaints, ...offences(root, text), ...decoded.complaints]
  if (all.some(({ fatal }) => fatal)) return refused(decoded.tree.at, all)
  return decoded.tree.value === null ? undefined : { tree: decoded.tree, complaints: all }
}

const notAllowed = /[^\t\n\r -~\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** Without nodes nothing is known of where the content starts. */
export const malformed = (at: number, message: string): Reading =>
  refused(0, [{ at, message, fatal: true }])
