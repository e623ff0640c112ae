#!/usr/bin/env node
import { text } from 'node:stream/consumers'
import { run } from './cli/verbs.ts'

/** A reader that has seen enough (`| head`) is no failure of ours. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') process.exit()
    process.stderr.write(`cannot write: ${cause.message}\n`)
    process.exit(1)
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
  const stop = (signal: NodeJS.Signals) => (end.signal.aborted ? endBy(signal) : end.abort())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  return end.signal
}

/** Whoever asks twice does not want to wait. The signal itself ends it: to exit would abort where a thread runs a model. */
function endBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal)
  process.once('exit', () => process.kill(process.pid, signal))
  process.exit(130)
}
