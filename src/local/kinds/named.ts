/** What a table has under a name that somebody else has chosen: `constructor` is in no table. */
export const named = <T>(table: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined
