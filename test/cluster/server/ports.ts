import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

export type FreePorts = (count: number) => Promise<readonly number[]>

/** Ports that nobody listened on a moment ago. Another may take one before you do: be ready to ask again. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(held.map((server) => once(server, 'listening')))
  const ports = held.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(held.map((server) => once(server.close(), 'close')))
  return ports
}
