/** How a kubelet behaves; times as in Kubernetes. */
export type Settings = {
  /** Between the runs of a container that ends again and again. */
  readonly backOff: {
    readonly baseMs: number
    readonly capMs: number
    /** A run of that length makes up for all failures before it. */
    readonly forgivenMs: number
  }
  readonly logs: {
    /** Of one file; a run has so many at most, then its oldest words go. */
    readonly fileBytes: number
    readonly files: number
  }
  /** Where the ports of containers are chosen from: below those that systems give out by themselves. */
  readonly ports: { readonly from: number; readonly to: number }
  /** What containers have to end, at most, when the kubelet itself is told to. */
  readonly farewellMs: number
  /** How soon something that was not there is looked for again. */
  readonly missingMs: number
}

export const defaultSettings: Settings = {
  backOff: { baseMs: 10_000, capMs: 300_000, forgivenMs: 600_000 },
  logs: { fileBytes: 10 * 2 ** 20, files: 5 },
  ports: { from: 20_000, to: 29_999 },
  farewellMs: 10_000,
  missingMs: 10_000,
}
