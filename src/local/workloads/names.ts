import { lettersFrom } from './hashes.ts'

/** As long as a Pod's name may be to be a host's name too. */
const longest = 63
const suffixLength = 5

/**
 * The names that Pods of one template may have, in the order in which they are given. They follow from the
 * Deployment and the template, so whoever tries again after an answer that was lost meets what it made.
 */
export function* podNames(
  deployment: { readonly name: string; readonly uid: string },
  hash: string,
  taken: ReadonlySet<string>,
): Generator<string, never> {
  const given = new Set(taken)
  const beginning = `${deployment.name}-${hash}-`.slice(0, longest - suffixLength)
  for (let place = 0; ; place++) {
    const name = beginning + lettersFrom(`${deployment.uid} ${hash} ${place}`, suffixLength)
    if (given.has(name)) continue
    given.add(name)
    yield name
  }
}
