/** The generator, in a process of its own that lives as long as the bench: a job comes in, its outcome goes out. */
import { closedLoop } from './closed.ts'
import type { Course, Job } from './job.ts'
import { openLoop } from './open.ts'

process.on('message', async (job: Job) => {
  const { port, way } = job
  const course = courseOf(job)
  const outcome =
    'connections' in way ? await closedLoop(port, course, way) : await openLoop(port, course, way)
  process.send?.(outcome)
})
process.on('disconnect', () => process.exit())

function courseOf({ path, port, bodies, users, seconds }: Job): Course {
  const count = users ?? bodies.length
  const requests = Array.from({ length: count }, (_, nth) => {
    const user = users === undefined ? [] : [`X-User-Id: user-${nth}`]
    return requestOf(path, port, bodies[nth % bodies.length] ?? '', user)
  })
  return { requests, bodies: bodies.length, seconds }
}

function requestOf(path: string, port: number, body: string, more: readonly string[]): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...more,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}
