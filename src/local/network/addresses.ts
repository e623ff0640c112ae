import { createHash } from 'node:crypto'

/** Below what systems give out by themselves, and above where kubelets put the ports of containers. */
const range = { from: 30_000, size: 2_768 }

/** What an annotation `{"80":"127.0.0.1:31873"}` claims; what cannot be a claim is none. */
export function portsOf(annotation: string | undefined): { readonly [port: string]: number } {
  return Object.fromEntries(
    Object.entries(parsed(annotation)).flatMap(([port, address]) => {
      const claimed = Number(/:(\d+)$/.exec(String(address))?.[1])
      return claimed >= 1024 && claimed < 65_536 ? [[port, claimed]] : []
    }),
  )
}

function parsed(text: string | undefined): object {
  try {
    return Object(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}

/** What an annotation says of the ports that are open; nothing, where there are none. */
export function annotationOf(host: string, open: ReadonlyMap<number, number>): string | undefined {
  if (open.size === 0) return undefined
  const addresses = [...open].map(([port, real]) => [port, `${host}:${real}`])
  return JSON.stringify(Object.fromEntries(addresses))
}

/** What those should hear who have noted where a port was. */
export function movesOf(
  claimed: { readonly [port: string]: number },
  open: ReadonlyMap<number, number>,
): readonly string[] {
  return [...open]
    .filter(([port, real]) => (claimed[port] ?? real) !== real)
    .map(([port, real]) => `${claimed[port]} is taken: port ${port} is at ${real} now`)
}

/**
 * Where a Service port could be found, the likeliest first: what it claims, what follows from its name, so
 * that it comes to the same again where nothing was kept, and then every other one.
 */
export function* candidates(id: string, claimed: number | undefined): Generator<number, void> {
  if (claimed !== undefined) yield claimed
  const start = createHash('sha256').update(id).digest().readUInt32BE()
  for (let nth = 0; nth < range.size; nth++) yield range.from + ((start + nth) % range.size)
}
