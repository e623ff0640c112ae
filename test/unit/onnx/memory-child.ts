import { readdirSync } from 'node:fs'
import { openSession } from '../../../src/onnx/session/session.ts'
import { chance } from '../../chance.ts'
import { drawLayer, writeMlp } from '../../models/written.ts'
import { floats, open } from './given.ts'

/** How much memory stays when models have been opened, run and released; and when they haven't. */
const layers = Array.from({ length: 3 }, () => drawLayer(chance(1), 256, 256))
const bytes = writeMlp(layers)
const input = { ...floats('input', [32, 256]), values: new Float32Array(32 * 256) }

/** Four megabytes. */
const large = writeMlp(
  Array.from({ length: 16 }, () => layers[0] ?? drawLayer(chance(1), 256, 256)),
)

async function session(isReleased: boolean): Promise<void> {
  const { run, release } = await openSession(bytes, 1)
  await run([input], ['output'])
  if (isReleased) await release()
}

async function thread(): Promise<void> {
  const model = await open(large)
  await model.run([input], ['output'])
  await model.release()
}

async function growthMb(times: number, first: number, work: () => Promise<unknown>) {
  for (let nth = 0; nth < first; nth++) await work()
  globalThis.gc?.()
  const from = process.memoryUsage.rss()
  for (let nth = 0; nth < times; nth++) await work()
  globalThis.gc?.()
  return (process.memoryUsage.rss() - from) / 2 ** 20
}

const tasks = () => readdirSync('/proc/self/task').length
await thread() // the first one has Node start what it keeps
const before = tasks()
const sessionsMb = await growthMb(200, 20, () => session(true))
const threadsMb = await growthMb(12, 4, thread)
const threads = tasks() - before
const unreleasedMb = await growthMb(200, 0, () => session(false))
process.stdout.write(JSON.stringify({ sessionsMb, threadsMb, threads, unreleasedMb }))
