import { ContenderError } from '../errors.ts'
import { type Answer, isMissingObject, type Purpose, refusalOf } from './failures.ts'
import type { Stored } from './objects.ts'
import type { Call, Transport } from './transport.ts'

export type CallOptions = {
  readonly signal?: AbortSignal | undefined
  /** Passes those that wait; for what a lease hangs on. */
  readonly urgent?: boolean
}

export async function askObject({ send }: Transport, call: Call): Promise<Stored> {
  return asObject(await send(call), call)
}

/** An object that is not there is a value. */
export async function askPerhaps({ send }: Transport, call: Call): Promise<Stored | undefined> {
  const answer = await send(call)
  if (isMissingObject(answer)) return undefined
  const body = bodyOf(answer, call)
  if (!isStored(body)) throw strange(call)
  return body
}

/** Of what is no object, it is enough that it was done. */
export async function askDone({ send }: Transport, call: Call): Promise<void> {
  bodyOf(await send(call), call)
}

/** An object that is gone already is as gone as one that goes now. */
export async function askGone({ send }: Transport, call: Call): Promise<void> {
  const answer = await send(call)
  if (!isMissingObject(answer)) bodyOf(answer, call)
}

export type Page = {
  readonly items: readonly Stored[]
  readonly version: string
  /** Where the next page begins; empty after the last. */
  readonly next: string
}

export function asPage(answer: Answer, call: Purpose): Page {
  const { metadata, items } = Object(bodyOf(answer, call))
  const { resourceVersion, continue: next = '' } = Object(metadata)
  // A program in Go may write an empty list as null.
  const found: readonly unknown[] = items ?? []
  if (typeof resourceVersion !== 'string' || !found.every(isStored)) throw strange(call)
  return { items: found, version: resourceVersion, next }
}

/** Every object that is kept has these; what else it says is for its reader to check. */
export function isStored(object: unknown): object is Stored {
  return hasMetadata(object, [...always, 'resourceVersion'])
}

/** What a dry run would create has no version. */
function asObject(answer: Answer, call: Purpose): Stored {
  const body = bodyOf(answer, call)
  if (!hasMetadata(body, always)) throw strange(call)
  return body
}

const always = ['name', 'namespace', 'uid'] as const

function hasMetadata(object: unknown, names: readonly string[]): object is Stored {
  const metadata = Object(Object(object).metadata)
  return names.every((name) => typeof metadata[name] === 'string' && metadata[name] !== '')
}

/** The body of a good answer; every other one is thrown, by its name. */
function bodyOf(answer: Answer, call: Purpose): unknown {
  if (answer.status < 200 || answer.status > 299) throw refusalOf(answer, call)
  return answer.body
}

export const strange = ({ what }: Purpose) =>
  new ContenderError('ApiUnreachable', `cannot ${what}: the answer is not Kubernetes'`)
