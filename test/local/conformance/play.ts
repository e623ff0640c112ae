import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EventsStep, RequestStep, Step, User, WatchStep } from './case.ts'
import { fill, fillText, type Said } from './fill.ts'
import type { Answer, Sent, Stream, Wire } from './wire.ts'

/** One step, as the server took it. */
export type Heard = {
  /** As the case has it, with references instead of values: which step this is the answer to. */
  readonly asked: string
  readonly only?: (body: unknown) => unknown
} & Partial<Answer> & { readonly events?: readonly unknown[] }

export type Played = { readonly namespace: string; readonly heard: readonly Heard[] }

/** Goes through the steps in a namespace of their own. */
export async function play(steps: readonly Step[], wire: Wire): Promise<Played> {
  const namespace = `case-${randomBytes(6).toString('hex')}`
  await wire.ask(inJson('POST', '/api/v1/namespaces', { metadata: { name: namespace } }))
  const game: Game = { wire, said: { ns: namespace }, watches: new Map() }
  const heard: Heard[] = []
  try {
    for (const step of steps) heard.push(await turn(step, game))
  } catch (cause) {
    heard.push({ asked: 'the next step', body: String(cause) })
  } finally {
    for (const stream of game.watches.values()) stream.close()
    await wire.ask(inJson('DELETE', `/api/v1/namespaces/${namespace}`))
  }
  return { namespace, heard }
}

/** Asks one thing, as a step says it. */
export const askOf = (wire: Wire, said: Said) => (step: RequestStep) => wire.ask(sentOf(step, said))

type Game = { readonly wire: Wire; said: Said; readonly watches: Map<string, Stream> }

async function turn(step: Step, game: Game): Promise<Heard> {
  if ('events' in step) return listen(step, game)
  return 'watch' in step ? openWatch(step, game) : converse(step, game)
}

async function converse(step: RequestStep, game: Game): Promise<Heard> {
  const answer = await patiently(step, () => game.wire.ask(sentOf(step, game.said)))
  if (step.as !== undefined) game.said = { ...game.said, [step.as]: answer.body }
  return { asked: wordsOf(step.method, step), ...onlyOf(step), ...answer }
}

async function patiently({ until }: RequestStep, ask: () => Promise<Answer>): Promise<Answer> {
  for (let left = 400; ; left--) {
    const answer = await ask()
    if (until === undefined || left === 0 || until(answer.status, answer.body)) return answer
    await sleep(25)
  }
}

async function openWatch(step: WatchStep, game: Game): Promise<Heard> {
  const asked = wordsOf('WATCH', step)
  const answer = await game.wire.watch(sentOf({ ...step, method: 'GET' }, game.said))
  if (!('next' in answer)) return { asked, ...answer }
  game.watches.set(step.watch, answer)
  return { asked, status: answer.status, headers: answer.headers }
}

const patienceMs = 10_000

async function listen({ events: name, upTo }: EventsStep, { watches }: Game): Promise<Heard> {
  const asked = `events of ${name}, up to ${upTo}`
  const stream = watches.get(name)
  if (stream === undefined) return { asked, events: ['the watch was refused'] }
  const events: unknown[] = []
  const late = setTimeout(() => stream.close(), patienceMs)
  while (!isEnough(events, upTo)) {
    const event = await stream.next().catch(() => 'nothing more came in ten seconds')
    if (event === undefined) break
    events.push(event)
    if (typeof event === 'string') break
  }
  clearTimeout(late)
  stream.close()
  return { asked, events }
}

function isEnough(events: readonly unknown[], upTo: EventsStep['upTo']): boolean {
  if (typeof upTo === 'number') return events.length >= upTo
  return Object(events.at(-1)).type === upTo
}

type Described = Pick<RequestStep, 'path' | 'query' | 'headers' | 'user' | 'only'>

function sentOf(step: RequestStep, said: Said): Sent {
  const { method, body } = step
  const typed = body === undefined ? {} : { 'content-type': 'application/json' }
  const headers = { accept: 'application/json', ...typed, ...who(step.user), ...step.headers }
  const path = fillText(step.path, said) + queryOf(step, said)
  if (body === undefined) return { method, path, headers }
  const filled = fill(body, said)
  return {
    method,
    path,
    headers,
    body: typeof filled === 'string' ? filled : JSON.stringify(filled),
  }
}

function queryOf({ query = {} }: Described, said: Said): string {
  const pairs = Object.entries(query).map(
    ([key, value]) => `${key}=${encodeURIComponent(fillText(value, said))}`,
  )
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function who(user?: User): { readonly [name: string]: string } {
  if (user === undefined) return {}
  return { authorization: user === 'nobody' ? '' : 'Bearer of-a-stranger' }
}

/** A line for people, and what shows that a record is of these very steps. */
function wordsOf(method: string, { path, query = {}, headers = {}, user }: Described): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${value}`)
  const asked = `${method} ${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`
  const heads = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return [asked, ...heads, ...(user === undefined ? [] : [`as ${user}`])].join(' | ')
}

const onlyOf = ({ only }: Described) => (only === undefined ? {} : { only })

const inJson = (method: string, path: string, body?: unknown): Sent => ({
  method,
  path,
  headers: { accept: 'application/json', 'content-type': 'application/json' },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
})
