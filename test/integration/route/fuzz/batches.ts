import { deflateSync, gzipSync } from 'node:zlib'
import { below } from '../../../chance.ts'
import { between, pick, type Random } from '../../fuzz/dice.ts'
import { shown } from '../../fuzz/oracle.ts'
import type { Answer } from '../../fuzz/reading.ts'
import { type Request, withHeader } from '../../fuzz/request.ts'
import { outcomesIn, statusOf, type Told } from './answers.ts'
import { type Item, itemBy, spentItemBy } from './items.ts'
import type { Ledger } from './ledger.ts'
import type { RouteSound } from './sound.ts'

type Form = 'Array' | 'Lines' | 'One'

/** Some outcomes in a body of one form. */
export type Batch = { readonly items: readonly Item[]; readonly form: Form; readonly body: Buffer }

/**
 * A body that begins with a bracket is an array. One that begins with a brace, of which no line is whole, is one outcome on
 * several: so several lines begin with one that is whole.
 */
export function batchOf(random: Random, items: readonly Item[], whole: Item): Batch {
  const areJson = items.every(({ isJson }) => isJson)
  const isList = items.length === 1 && items[0]?.text.startsWith('[')
  const isOne = items.length === 1 && random() < 0.5
  const form = isList ? 'Array' : isOne ? 'One' : areJson ? pick(random, forms) : 'Lines'
  const all = form === 'Lines' ? [whole, ...items] : items
  return { items: all, form, body: Buffer.from(bodies[form](random, all)) }
}

const forms: readonly Form[] = ['Array', 'Lines']

const bodies: { readonly [form in Form]: (random: Random, items: readonly Item[]) => string } = {
  Array(random, items) {
    const [blank, between] = [pick(random, ['', ' ', '\n', '\ufeff']), pick(random, [',', ' ,\n'])]
    const texts = items.map(({ text }) => text)
    return `${blank}[${texts.join(between)}]${pick(random, ['', '\n', ' \r\n'])}`
  },
  Lines(random, items) {
    const between = pick(random, ['\n', '\r\n', '\n\n', ' \n\t\n'])
    const end = pick(random, ['', '\n', '\n\n \n'])
    return items.map(({ text }) => text).join(between) + end
  },
  One: (_, [item]) => item?.text ?? '',
}

export function outcomesRequest(body: Buffer, coding?: string): Request {
  const request: Request = {
    ...{ method: 'POST', path: '/v1/outcomes', version: 'HTTP/1.1', body },
    headers: [
      ['host', 'localhost'],
      ['content-type', 'application/json'],
      ['content-length', `${body.length}`],
    ],
  }
  return coding === undefined ? request : withHeader(request, 'content-encoding', coding)
}

const codings = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
] as const

/** Outcomes, sound and bent ones, in a body that is sound: each must be answered as it deserves. */
export function soundBatch(random: Random, ledger: Ledger): RouteSound {
  const batch = batchBy(random, ledger, itemBy)
  const [coding, pack] = pick(random, codings)
  const isPacked = random() < 0.2
  const request = isPacked ? outcomesRequest(pack(batch.body), coding) : outcomesRequest(batch.body)
  return judgedBatch(batch, request, ledger)
}

/** Of these nothing counts, whatever is made of them. */
export function spentBatch(random: Random, ledger: Ledger): RouteSound {
  const batch = batchBy(random, ledger, spentItemBy)
  return judgedBatch(batch, outcomesRequest(batch.body), ledger)
}

function batchBy(random: Random, ledger: Ledger, make: typeof itemBy): Batch {
  const some = Array.from({ length: pick(random, [1, 1, 2, 5, between(random, 6, 40)]) }, () =>
    make(random, ledger),
  )
  const again = random() < 0.3 ? [pick(random, some)] : []
  return batchOf(random, [...some, ...again], spentItemBy(random, ledger))
}

function judgedBatch({ items }: Batch, request: Request, ledger: Ledger): RouteSound {
  let wasHeard = false

  function wrongWith(answer: Answer): string | undefined {
    const told = outcomesIn(answer)
    if (told?.length !== items.length)
      return `${items.length} outcomes got ${told?.length} answers: ${shown(answer)}`
    wasHeard = true
    const wrong = items.map((item, nth) => wrongOf(item, told[nth] as Told)).find(Boolean)
    const status = statusOf(told)
    return wrong ?? (status === answer.status ? undefined : `${answer.status}, not ${status}`)
  }

  function wrongOf({ what, entry, codes }: Item, { result }: Told): string | undefined {
    if (codes === undefined && entry !== undefined) {
      const wrong = ledger.heard(entry, result)
      return wrong && `${what}: ${wrong}`
    }
    return codes?.includes(result) ? undefined : `${what}: ${result}, not ${codes}`
  }

  return { request, wrongWith, end: () => giveBack(items, ledger, wasHeard) }
}

/** Each of them once, however often it was in it. */
export function giveBack(items: readonly Item[], ledger: Ledger, wasHeard: boolean): void {
  const lent = items.flatMap(({ entry, isLent }) => (isLent && entry !== undefined ? entry : []))
  for (const entry of new Set(lent)) ledger.back(entry, wasHeard)
}

/** Where to cut it. */
export const partOf = (random: Random, body: Buffer) =>
  body.subarray(0, below(random, body.length + 1))
