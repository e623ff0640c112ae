import type { Json } from '../../../../../src/api/json.ts'
import { ContenderError } from '../../../../../src/errors.ts'
import { type Answered, type Question, silent } from '../../../../../src/router/siblings/ports.ts'
import type { Time } from './time.ts'

/** How bad the network is. */
export type Weather = {
  /** Of requests, and of answers, each. */
  readonly lost: number
  readonly doubled: number
  /** Most arrive within 20 ms, those within three seconds: later than much that was sent after them. */
  readonly late: number
}

/** Whoever listens at an address when something arrives there. */
export type Listening = (
  address: string,
) => ((path: Question['path'], document: Json) => Promise<object>) | undefined

/** Carries questions, most of them. */
export function createWire(
  { time, random }: { readonly time: Time; readonly random: () => number },
  { weather, listening }: { readonly weather: () => Weather; readonly listening: Listening },
) {
  const takesMs = () => (random() < weather().late ? 3_000 * random() : 1 + 19 * random())
  const isLost = () => random() < weather().lost

  function ask(address: string, { path, document, timeoutMs }: Question): Promise<Answered> {
    const sent = structuredClone(document) as unknown as Json
    const copies = random() < weather().doubled ? 2 : 1
    return new Promise((resolve) => {
      time.at(time.now() + timeoutMs, () => resolve(silent))
      const come = () => void arrive(address, { path, sent }, resolve)
      const times = Array.from({ length: copies }, takesMs).filter(() => !isLost())
      for (const ms of times) time.at(time.now() + ms, come)
    })
  }

  async function arrive(
    address: string,
    { path, sent }: { readonly path: Question['path']; readonly sent: Json },
    answer: (answered: Answered) => void,
  ): Promise<void> {
    const answered = await answeredBy(listening(address), path, structuredClone(sent))
    if (!isLost()) time.at(time.now() + takesMs(), () => answer(structuredClone(answered)))
  }

  return ask
}

async function answeredBy(
  there: ReturnType<Listening>,
  path: Question['path'],
  sent: Json,
): Promise<Answered> {
  if (there === undefined) return silent
  try {
    return { said: (await there(path, sent)) as unknown as Json }
  } catch (cause) {
    if (cause instanceof ContenderError) return { refused: cause.code }
    throw cause
  }
}
