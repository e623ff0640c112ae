#!/usr/bin/env node
import { text } from 'node:stream/consumers'
import { run } from './cli/run.ts'

/** A reader that has seen enough (`| head`) is no failure of ours. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') throw cause
    process.exit()
  })
}

const code = await run(process.argv.slice(2), {
  out: (line) => process.stdout.write(line),
  err: (line) => process.stderr.write(line),
  input: () => text(process.stdin),
  untilStopped,
})
// Whatever still hangs, a login program say, is not waited for once the work is done.
process.stdout.write('', () => process.exit(code))

function untilStopped(): AbortSignal {
  const end = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end.abort())
  return end.signal
}
