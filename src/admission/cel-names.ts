const reserved = new Set(
  `true false null in as break const continue else for function if import let loop package namespace
  return var void while`.split(/\s+/),
)

const escapes: { readonly [letters: string]: string } = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
}

/** How rules call a field (apiserver, cel/escaping.go); undefined where they cannot. */
export function celName(name: string): string | undefined {
  if (!/^[-A-Za-z_./][-\w./]*$/.test(name)) return undefined
  return reserved.has(name)
    ? `__${name}__`
    : name.replace(/__|[-./]/g, (letters) => escapes[letters] ?? letters)
}
