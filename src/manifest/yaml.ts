import type { ParsedNode } from 'yaml'
import { link } from './anchors.ts'
import type { Complaint } from './complaint.ts'
import { compose } from './compose.ts'
import { decode } from './decode.ts'
import { offences } from './dialect.ts'
import { indentingTab } from './tabs.ts'
import { leaf, type Tree } from './tree.ts'

export type Read = { readonly tree: Tree; readonly complaints: readonly Complaint[] }

/** Reads one document as kubectl does; `undefined` if there is nothing in it. */
export function readYaml(text: string): Read | undefined {
  const refused = notAllowed.exec(text)
  if (refused) return unreadable(text, refused.index, 'control characters are not allowed')
  const composition = compose(text)
  if ('message' in composition) return unreadable(text, composition.at, composition.message)
  const { root } = composition
  const tab = indentingTab(root, text)
  if (tab !== undefined) return unreadable(text, tab, 'a tab cannot indent a line; use spaces')
  return root === null ? undefined : readNodes(root, text)
}

function readNodes(root: ParsedNode, text: string): Read | undefined {
  const { targets, complaints } = link(root)
  const decoded = decode(root, targets)
  const all = [...complaints, ...offences(root, text), ...decoded.complaints]
  if (all.some(({ fatal }) => fatal)) return { tree: leaf(decoded.tree.at, null), complaints: all }
  return decoded.tree.value === null ? undefined : { tree: decoded.tree, complaints: all }
}

const notAllowed = /[^\t\n\r -~\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

const unreadable = (text: string, at: number, message: string): Read => ({
  tree: leaf(text.indexOf(contentOf(text)), null),
  complaints: [{ at, message, fatal: true }],
})

/** The first line that is neither blank nor a comment, nor the separator. */
const contentOf = (text: string): string => /^(?!---)[ \t]*[^\s#].*/m.exec(text)?.[0].trim() ?? ''
