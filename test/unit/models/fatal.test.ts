import { describe, expect, it } from 'vitest'
import { fateOf } from './fate.ts'

/*
 * What nobody can catch: it ends the whole process, whatever thread it happens in. src/onnx must keep such calls
 * from onnxruntime-node 1.30; where a newer version survives one, a test fails here and src/onnx may relent.
 */

describe('inputs', () => {
  const run = (name: string, caseName: string) => `
    import { keptCase } from 'MODELS/models.ts'
    import { openSession, runOnce } from 'MODELS/runtime.ts'
    const { path, found } = keptCase('${name}', '${caseName}')
    await runOnce(await openSession(path), found.inputs)`
  it.each([
    ['one row', 0],
    ['no rows', 'SIGABRT'],
  ])('of an LSTM with %s: %s', (caseName, fate) => {
    expect(fateOf(run('lstm', caseName))).toBe(fate)
  })

  const divide = (by: number) => `
    import { batched, encoded, node } from 'MODELS/graph.ts'
    import { openSession, runOnce } from 'MODELS/runtime.ts'
    const of = (value) => ({ type: 'int64', shape: [1], values: BigInt64Array.of(value) })
    const session = await openSession(encoded({
      inputs: [batched('a', 'INT64', 'n'), batched('b', 'INT64', 'n')],
      outputs: [batched('y', 'INT64', 'n')],
      nodes: [node('Div', ['a', 'b'], ['y'])],
      constants: [],
    }))
    await runOnce(session, new Map([['a', of(-(2n ** 63n))], ['b', of(${by}n)]]))`
  it.each([
    [1, 0],
    [0, 1],
    [-1, 'SIGFPE'],
  ])('the least whole number divided by %i: %s', (by, fate) => {
    expect(fateOf(divide(by))).toBe(fate)
  })
})

describe('a worker thread', () => {
  /** What run() does comes in the next setImmediate; just before it the worker says that it begins. */
  const inWorker = (beside: string) => `
    import { Worker } from 'node:worker_threads'
    const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(\`
      import { parentPort } from 'node:worker_threads'
      import { chance } from 'MODELS/../chance.ts'
      import { drawLayer, writeMlp } from 'MODELS/written.ts'
      import { openSession, runOnce } from 'MODELS/runtime.ts'
      const layers = Array.from({ length: 8 }, () => drawLayer(chance(1), 256, 256))
      const session = await openSession(writeMlp(layers))
      const values = new Float32Array(8192 * 256)
      const inputs = new Map([['input', { type: 'float32', shape: [8192, 256], values }]])
      setImmediate(() => parentPort.postMessage('begins'))
      await runOnce(session, inputs)
      parentPort.postMessage('has run')
      parentPort.once('message', () => {})
    \`)))
    const hears = () => new Promise((heard) => worker.once('message', heard))
    await hears()
    ${beside}`
  /** Time enough for the model to be well under way: it takes a hundred times as long. */
  const well = 'for (let turns = 0; turns < 1000; turns++) await new Promise(setImmediate)'

  /** Another try each time: whether the model has really begun when the worker is stopped, is (a little) chance. */
  const worst = (code: string) => {
    const tries = Array.from({ length: 20 }, () => code)
    return tries.reduce<ReturnType<typeof fateOf>>((fate, again) => fate || fateOf(again), 0)
  }

  it.each([
    ['terminated while it runs a model', `${well}; await worker.terminate()`],
    ['left behind while it runs a model', `${well}; process.exit(0)`],
  ])('%s kills the process', { timeout: 60_000 }, (_, beside) => {
    expect(worst(inWorker(beside))).toBe('SIGABRT')
  })

  it.each([
    ['terminated when it has run', 'await hears(); await worker.terminate()'],
    ['left behind when it has run', 'await hears(); process.exit(0)'],
  ])('%s does no harm', (_, beside) => {
    expect(fateOf(inWorker(beside))).toBe(0)
  })
})
