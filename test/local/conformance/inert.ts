import { createKinds } from '../../../src/local/kinds/kinds.ts'

const said = new Map(
  createKinds({ serviceAddress: '127.0.0.1' }).flatMap(({ kind, inert }) =>
    inert === undefined ? [] : [[kind, inert]],
  ),
)

/** The kinds that are stored, and of which nothing comes on the embedded server. */
export const inertKinds: readonly string[] = [...said.keys()]

/** What whoever makes an object of such a kind is told: the real server makes use of it, and says nothing. */
export function inertWords(kind: string): string {
  const words = said.get(kind)
  if (words === undefined) throw new Error(`something comes of a ${kind}`)
  return words
}

export const whyInert = 'nothing comes of it here, and whoever makes it is told'
