import { isInstance, isListOf, isObjectOf, isOneOf } from '../api/forms.ts'
import { isNestedDeeper, type Json } from '../api/json.ts'
import { ContenderError } from '../errors.ts'
import { kinds } from './metrics/kinds.ts'
import type { Metric } from './metrics/metric.ts'
import { isSumsOf } from './sums-form.ts'
import type { Book, Ledger, Row } from './tally.ts'
import { isHeir, isTally, isTallyName, isWindow } from './tally-form.ts'
import type { Told } from './told.ts'

/**
 * What a router has answered, once it is sure that it can be merged, judged and written down without a surprise. Throws
 * `EvidenceUnavailable` where it is of another form: by a newer version, or by something that is no router.
 */
export function toldIn(document: Json): Told {
  if (isNestedDeeper(document, mostDeep)) throw unread(`is nested more than ${mostDeep} times`)
  if (!isTold(document)) throw unread('is of another form')
  const told = document as unknown as Told // as was just looked at
  if (told.tallies[0]?.instance !== told.instance) throw unread('does not begin with its own tally')
  const odd = told.tallies.flatMap(({ books }) => books).find((book) => !isSound(book))
  if (odd === undefined) return told
  throw unread(`counts otherwise: ${odd.metrics.map(({ name, kind }) => `${name} (${kind})`)}`)
}

const isTold = isObjectOf({
  ...{ format: isOneOf(1), kind: isOneOf('Pull'), instance: isInstance },
  ...{ tallies: isListOf(isTally), kept: isListOf(isTallyName), heirs: isListOf(isHeir) },
  lostWindows: isListOf(isWindow),
})

/** Each row has sums for every metric of its book, in the form that the kind has, or none. */
function isSound({ delayMs, metrics, ledgers }: Book): boolean {
  return (
    metrics.every((metric) => metric.delayMs === delayMs && isKnown(metric)) &&
    ledgers.every((ledger) => isSoundLedger(ledger, metrics))
  )
}

/** Names become parts of the names of objects. */
const isKnown = ({ name, kind }: Metric): boolean =>
  Object.hasOwn(kinds, kind) && namePattern.test(name)

function isSoundLedger({ source, pages }: Ledger, metrics: readonly Metric[]): boolean {
  const areSound = (sums: Row['sums']) =>
    sums.length === metrics.length &&
    metrics.every(({ kind }, place) => {
      const each = sums[place] ?? null
      return each === null || isSumsOf(kinds[kind].sums, each)
    })
  const isSoundRow = ({ sums, pairs }: Row) =>
    areSound(sums) && (pairs === undefined || areSound(pairs.champion))
  return sources.includes(source) && pages.every(({ rows }) => rows.every(isSoundRow))
}

const sources: readonly string[] = ['Live', 'Shadow'] satisfies readonly Ledger['source'][]
const namePattern = /^[A-Za-z0-9-]{1,63}$/

const unread = (why: string) =>
  new ContenderError('EvidenceUnavailable', `what the router says of its tally ${why}`)

/** Twice as deep as sums of a tally lie. */
const mostDeep = 32
