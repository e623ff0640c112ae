/** A text with something else between two of its lines. */
export function between(
  [begin, end]: readonly [begin: string, end: string],
  text: string,
  inside: string,
): string {
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`${begin} … ${end} is nowhere`)
  return `${before}${begin}\n\n${inside}\n\n${end}${after}`
}
