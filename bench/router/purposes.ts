type Node = {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string }
  readonly children?: readonly number[]
}

/** What V8 writes with `--cpu-prof`: samples, and how many microseconds passed before each. */
export type Profile = {
  readonly nodes: readonly Node[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** The first that fits a function or, failing that, its caller says what the time is for: what Node does for undici is undici's. */
const purposes: readonly (readonly [purpose: string, fits: RegExp])[] = [
  ['idle', /^\(idle\) /],
  ['system calls, parsing (native)', /^\(program\) /],
  ['garbage collection', /^\(garbage collector\) /],
  ['writing to sockets', /^(writev|writeBuffer|write(Utf8|Latin1|Ascii)String) $/],
  ['undici', /\/node_modules\/undici\/| wasm:/],
  ['asking variants', /\/router\/upstreams\/http1\//],
  ['metrics', /\/(dist|src)\/telemetry\/|\/prom-client\//],
  ['counting, its journal', /\/(dist|src)\/(evidence|stats|disk|router\/instance)\//],
  ['receipts', /\/(dist|src)\/(routing\/(receipt|keys)|router\/forwarding\/receipts)/],
  ['reading the prediction', /\/router\/forwarding\/prediction\./],
  ['assignment: unit, hash, share', /\/(dist|src)\/(routing\/|router\/forwarding\/course)/],
  ['headers copied', /\/(dist|src)\/router\/forwarding\/headers/],
  ['choosing, circuits', /\/(dist|src)\/router\/upstreams\//],
  ['forwarding', /\/(dist|src)\/(router|http)\//],
  ['timers', /node:internal\/timers|node:timers/],
  ['HTTP server', /node:_http|node:internal\/http/],
  ['sockets: reading', /node:internal\/stream_base_commons/],
  ['ticks and promises', /node:internal\/process\/task_queues|node:internal\/process\/promises/],
]

/** Microseconds by purpose. */
export function purposesIn({ nodes, samples, timeDeltas }: Profile): ReadonlyMap<string, number> {
  const named = purposeOfNodes(nodes)
  const spent = new Map<string, number>()
  for (const [nth, id] of samples.entries()) {
    const purpose = named.get(id) ?? 'other'
    spent.set(purpose, (spent.get(purpose) ?? 0) + (timeDeltas[nth] ?? 0))
  }
  return spent
}

function purposeOfNodes(nodes: readonly Node[]): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const named = new Map<number, string>()
  const visit = (node: Node, above: string) => {
    const { functionName, url } = node.callFrame
    const text = `${functionName} ${url}`
    const purpose = purposes.find(([, fits]) => fits.test(text))?.[0] ?? above
    named.set(node.id, purpose)
    for (const child of node.children ?? []) {
      const below = byId.get(child)
      if (below !== undefined) visit(below, purpose)
    }
  }
  if (nodes[0] !== undefined) visit(nodes[0], 'other')
  return named
}
