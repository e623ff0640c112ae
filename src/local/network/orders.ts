/** What the proxy is told, a line of JSON each; the last word on a listener counts. */
export type Order = { readonly listen: Listener } | { readonly close: string }

export type Listener = Address & {
  readonly id: string
  readonly endpoints: readonly Address[]
}

export type Address = { readonly host: string; readonly port: number }

/** What the proxy answers to each `listen`, and to nothing else. */
export type Report = {
  readonly id: string
  readonly port: number
  /** Why it cannot listen there: `EADDRINUSE`. */
  readonly refused?: string
}
