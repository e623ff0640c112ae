import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { ContenderError } from '../../../../src/errors.ts'
import type { Model } from '../../../../src/onnx/model.ts'
import { sha256Of } from '../../../../src/origins/hashing.ts'
import type { Tensors } from '../../../../src/protocol/tensor.ts'
import type { Happening } from '../../../../src/server/models/happening.ts'
import { createModels, type Lease } from '../../../../src/server/models/models.ts'
import type { ModelsPorts, ModelsSettings, Open } from '../../../../src/server/models/ports.ts'
import { chance } from '../../../chance.ts'
import { waitUntil } from '../../../cluster/waiting.ts'
import { createHands } from '../../../hands.ts'
import { givenOrigins, newFolder } from '../../origins/given.ts'

/** A model in memory, as the one who opened it sees it. */
type Life = {
  readonly text: string
  runs: number
  released: number
  /** Runs that began or ended after it was released, and releases while something ran. */
  misused: number
  readonly die: (cause: unknown) => void
}

const gone = new ContenderError('ModelNotReady', 'its thread has ended')

/**
 * Models that are scripts: their bytes are text, and they answer with it. One that begins with `broken` can't be opened;
 * the others run through `within`, which a test may hold up.
 */
function createScripts() {
  const lives: Life[] = []
  const script = {
    opening: async (_: string): Promise<void> => {},
    within: async (): Promise<void> => {},
  }

  const open: Open = async (bytes, { signal, died }) => {
    const text = Buffer.from(bytes).toString()
    await script.opening(text)
    signal.throwIfAborted()
    if (text.startsWith('broken'))
      throw new ContenderError('ModelAnswerInvalid', `${text} is no model`)
    let [running, isDead] = [0, false]
    const life: Life = {
      ...{ text, runs: 0, released: 0, misused: 0 },
      die(cause) {
        isDead = true
        died(cause)
      },
    }
    lives.push(life)

    const run = async (_: Tensors, outputs: readonly string[]): Promise<Tensors> => {
      if (isDead) throw gone
      if (life.released > 0) life.misused++
      life.runs++
      running++
      await script.within()
      running--
      if (life.released > 0) life.misused++
      return outputs.map((name) => ({ name, datatype: 'BYTES', shape: [1], values: [text] }))
    }
    const release = async () => {
      if (running > 0) life.misused++
      life.released++
    }
    const model: Model = {
      signature: { inputs: [], outputs: [], prediction: undefined },
      ...{ place: 'Worker', batching: { isSafe: false, why: 'a script' } },
      ...{ measured: { loadMs: 1, oneMs: 1, mostMs: 1 }, run, release },
    }
    return model
  }
  return { open, lives, script }
}

const settings: ModelsSettings = {
  backoff: { baseMs: 1_000, capMs: 60_000, jitter: 0.5 },
  originCheckMs: 0,
  patienceMs: 0,
  batching: { mostRows: 32, mostWaiting: 1_000 },
}

/** Models from files of a folder of its own, through real origins; time passes when a test turns the hands. */
export function givenModels(given: Partial<ModelsSettings> = {}, ports: Partial<ModelsPorts> = {}) {
  const folder = newFolder()
  const hands = createHands()
  const { open, lives, script } = createScripts()
  const told: Happening[] = []
  let isMisuseFine = false
  const { origins } = givenOrigins({ inUse: () => models.digests() })
  const models = createModels(
    { ...settings, ...given },
    {
      ...{ origins, open, clock: hands, chance: chance(3) },
      ...{ turn: setImmediate, told: (happening) => void told.push(happening), ...ports },
    },
  )
  onTestFinished(async () => {
    await models.close()
    expect(lives.map(({ released }) => released)).toEqual(lives.map(() => 1))
    if (!isMisuseFine) expect(lives.filter(({ misused }) => misused > 0)).toEqual([])
    expect(hands.sleepers()).toBe(0)
  })

  function put(file: string, text: string): string {
    writeFileSync(join(folder, file), text)
    return pathToFileURL(join(folder, file)).href
  }

  const kinds = () => told.map(({ kind }) => kind)
  const heard = (kind: Happening['kind'], times = 1) =>
    until(() => kinds().filter((each) => each === kind).length >= times, `${times} × ${kind}`)
  const ready = () => until(() => models.standing().every((row) => row.ready), 'all to be ready')

  /** What a version of a name answers: the text of its file. */
  async function ask(name: string, version?: string): Promise<string> {
    const lease = models.lease(name, version)
    try {
      return await answerOf(lease)
    } finally {
      lease.done()
    }
  }

  /** For a test that shows what would happen otherwise. */
  function misuse(): void {
    isMisuseFine = true
  }

  return {
    ...{ models, hands, lives, script, told, put, kinds, heard, ready, ask, misuse },
  }
}

export const until = (isSo: () => boolean, what: string) =>
  waitUntil(isSo, { what, limitMs: 30_000, everyMs: 1 })

export const digestOf = sha256Of

export async function answerOf({ served }: Lease): Promise<string> {
  const [found] = await served.batcher.run([], ['text'], new AbortController().signal)
  return String(found?.values[0])
}

/** The failure that a lease meets. */
export function refusalOf(act: () => unknown): ContenderError {
  try {
    act()
  } catch (cause) {
    if (cause instanceof ContenderError) return cause
    throw cause
  }
  return expect.fail('it did not fail')
}
