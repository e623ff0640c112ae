#!/usr/bin/env node
import { text } from 'node:stream/consumers'
import { run } from './cli/run.ts'

const end = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end.abort())

process.exitCode = await run(process.argv.slice(2), {
  out: (line) => process.stdout.write(line),
  err: (line) => process.stderr.write(line),
  input: () => text(process.stdin),
  signal: end.signal,
})
