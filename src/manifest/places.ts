export type Place = { readonly line: number; readonly column: number }

/** Tells lines and columns, both from 1, of offsets in a text whose lines end in `\n`. */
export function places(text: string): (at: number) => Place {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (at) => {
    const line = lastUpTo(starts, at)
    return { line: line + 1, column: Math.max(0, at - (starts[line] ?? 0)) + 1 }
  }
}

function lastUpTo(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return low
}
