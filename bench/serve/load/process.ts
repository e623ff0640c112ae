/** The generator, in a process of its own that lives as long as the bench: a job comes in, its outcome goes out. */
import { closedLoop } from './closed.ts'
import type { Job } from './job.ts'
import { openLoop } from './open.ts'

process.on('message', async (job: Job) => {
  const { port, path, bodies, seconds, way } = job
  const requests = bodies.map((body) => requestOf(path, port, body))
  const outcome =
    'connections' in way
      ? await closedLoop(port, requests, way.connections, seconds)
      : await openLoop(port, requests, way, seconds)
  process.send?.(outcome)
})
process.on('disconnect', () => process.exit())

function requestOf(path: string, port: number, body: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}
