import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { pick, type Random } from '../../fuzz/dice.ts'

const said = [
  ...['', '{}', 'null', '[]', '{"from":1}', '{"answers":[]}', 'x'.repeat(2_000_000), '\u0000', '['],
  ...['{"from":{"instance":"x"}}', `{"heirs":${'['.repeat(50_000)}`, '{"code":"__proto__"}'],
]

/** Whoever is at an address that a router was told of: answers nonsense, or not at all. */
export async function startNonsense(random: Random): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('error', () => {})
    const how = random()
    if (how < 0.1) return void request.socket.destroy()
    if (how < 0.2) return // never
    const headers = random() < 0.3 ? { 'x-contender-signature': 'Contender key=k1' } : {}
    response
      .writeHead(pick(random, [200, 200, 204, 301, 401, 500]), headers)
      .end(pick(random, said))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
