/**
 * What a server chose by itself, and what it becomes: names made after `metadata.generateName`, in order
 * (`x-bcdfg` is `x-<made1>`), and the addresses of Services.
 */
export function chosenWords(values: readonly unknown[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  for (const value of values) collect(value, words)
  return words
}

function collect(value: unknown, words: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return
  const { generateName, name, clusterIP } = Object(value)
  if (isMade(name, generateName)) add(words, name, `${generateName}<made${words.size + 1}>`)
  if (/^\d+\.\d+\.\d+\.\d+$/.test(String(clusterIP))) add(words, clusterIP, '<ip>')
  for (const below of Object.values(value)) collect(below, words)
}

const isMade = (name: unknown, generateName: unknown): boolean =>
  typeof generateName === 'string' &&
  typeof name === 'string' &&
  name.startsWith(generateName) &&
  /^[a-z0-9]{5}$/.test(name.slice(generateName.length))

function add(words: Map<string, string>, said: string, word: string): void {
  if (!words.has(said)) words.set(said, word)
}
