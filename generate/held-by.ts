/**
 * For a field of the contract, the test that holds what it does: `file › sentence`. A field that stands
 * only in the schema is not here yet: the issue that builds its meaning adds it. A test checks that
 * every path and every sentence exists.
 */
export const heldBy: { readonly [path: string]: string } = {}
