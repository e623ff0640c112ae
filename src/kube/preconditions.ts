const sound = {
  uid: (value: unknown) => typeof value === 'string' && value !== '',
  resourceVersion: (value: unknown) => typeof value === 'string' && /^[1-9]\d*$/.test(value),
}

export type Precondition = keyof typeof sound

/**
 * Throws where what is to be written lacks a precondition that it needs, or bears one that says nothing.
 * The server takes an empty uid or version, and version 0, for none at all, and would create or write
 * over whatever is there (tried on Kubernetes 1.36). Whoever sends one has a bug.
 */
export function mustHold(
  { metadata }: { readonly metadata?: object },
  needed: readonly Precondition[],
): void {
  for (const name of ['uid', 'resourceVersion'] as const) {
    const value = Object(metadata)[name]
    if (value === undefined && !needed.includes(name)) continue
    if (!sound[name](value)) {
      throw new TypeError(
        `a write with the ${name} ${JSON.stringify(value)} would be unconditional`,
      )
    }
  }
}
