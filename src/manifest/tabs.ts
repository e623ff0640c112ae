import { isCollection, isScalar, type Node } from 'yaml'
import { endOf, startOf, type Visit, walk } from './nodes.ts'

/** A stretch of text in which a tab is a mere blank, at `column` of its line or further right. */
type Span = { readonly from: number; readonly to: number; readonly column: number }

/** Blanks and the signs of block collections at the start of a line, up to a tab. */
const pattern = /(?<=^|\n)(?: |[-?:](?=[ \t]))*\t/g

/**
 * The offset of the first tab that stands where a line is indented, which kubectl refuses even on an
 * empty line and before a comment (go.yaml.in/yaml/v2, scannerc.go).
 */
export function indentingTab(root: Node | null, text: string): number | undefined {
  if (!text.includes('\t')) return undefined
  const spans = spansOf(root, text)
  let next = spans.next()
  for (const { 0: indent, index } of text.matchAll(pattern)) {
    const at = index + indent.length - 1
    while (!next.done && next.value.to <= at) next = spans.next()
    const span = next.done ? undefined : next.value
    if (span === undefined || at < span.from || indent.length - 1 < span.column) return at
  }
  return undefined
}

function* spansOf(root: Node | null, text: string): Generator<Span> {
  if (root === null) return
  for (const visit of walk(root)) {
    const span = visit.inFlow ? undefined : spanOf(visit, text)
    if (span !== undefined) yield span
  }
}

function spanOf({ node, block }: Visit, text: string): Span | undefined {
  const from = startOf(node)
  if (isCollection(node)) return node.flow ? { from, to: endOf(node), column: 0 } : undefined
  if (!isScalar(node) || node.source === '') return undefined
  if (node.type === 'PLAIN') {
    return {
      from,
      to: endOfBlanks(text, endOf(node)),
      column: block ? columnOf(text, block) + 1 : 0,
    }
  }
  return { from, to: endOf(node), column: 0 }
}

const columnOf = (text: string, node: Node): number =>
  startOf(node) - text.lastIndexOf('\n', startOf(node) - 1) - 1

function endOfBlanks(text: string, from: number): number {
  const blanks = /[ \t\n]*/y
  blanks.lastIndex = from
  blanks.test(text)
  return blanks.lastIndex
}
