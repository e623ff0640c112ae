import type { Root } from './derived.ts'

/** What lies in the Secret of the roots, by name, in base64 as the API server has it. */
export type SecretEntries = { readonly [name: string]: string }

export type RootsFound = {
  /** The highest first. There may be none. */
  readonly roots: readonly Root[]
  /** Numbers of roots whose keys are honoured nowhere any more: their entries are empty. */
  readonly revoked: readonly number[]
  /** Names of entries that are no roots, and why. */
  readonly unsound: readonly string[]
}

export const rootName = (number: number): string => `root-${number}`

/** Each `root-N` of at least 32 bytes, whatever they are. An entry that is none keeps no other from being one. */
export function rootsIn(entries: SecretEntries): RootsFound {
  const read = Object.entries(entries).map(([name, base64]) => rootIn(name, base64))
  const numbered = read.flatMap((each) => ('unsound' in each ? [] : [each]))
  const isRevoked = ({ secret }: Root) => secret.length === 0
  return {
    roots: numbered.filter((root) => !isRevoked(root)).sort((a, b) => b.number - a.number),
    revoked: numbered.filter(isRevoked).map(({ number }) => number),
    unsound: read.flatMap((each) => ('unsound' in each ? [each.unsound] : [])),
  }
}

function rootIn(name: string, base64: string): Root | { readonly unsound: string } {
  const [, digits] = /^root-([1-9]\d{0,5})$/.exec(name) ?? []
  if (digits === undefined) return { unsound: `${name}: a root is called root-N` }
  const secret = Buffer.from(base64, 'base64')
  if (secret.length > 0 && secret.length < leastBytes)
    return { unsound: `${name}: has ${secret.length} bytes of ${leastBytes}` }
  return { number: Number(digits), secret }
}

/** As many as what is made of it has; fewer could be guessed. */
const leastBytes = 32
