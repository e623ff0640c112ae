import { isJsonObject } from '../../api/json.ts'
import { eventNames } from '../../evidence/events.ts'
import { tallyFormat } from '../../evidence/tally.ts'
import { bucketCount } from '../../stats/strata/tally-key.ts'
import {
  type Is,
  isInstance,
  isListOf,
  isMapOf,
  isNumber,
  isObjectOf,
  isOneOf,
  isOptional,
  isText,
  isWhole,
} from './forms.ts'

/*
 * The form of what others leave, looked at down to its numbers: it is kept, written down, and told to whoever judges it, so what
 * could not be read again would be found out when it is too late. Names, of kinds and variants too, are for whoever judges to
 * know: those of a newer version are no reason to lose what it has counted.
 */

const isSeenBlock = isObjectOf({
  ...{ instance: isInstance, part: isText, block: isWhole, youngestMs: isNumber, bits: isText },
})

export const isSeen = isObjectOf({ format: isOneOf(1), blocks: isListOf(isSeenBlock) })

export const isHeir = isObjectOf({ instance: isInstance, heir: isInstance, sinceMs: isNumber })

const isWindow = isObjectOf({ fromMs: isNumber, toMs: isNumber })

const isProbability: Is = (value) =>
  Array.isArray(value) && value.length === 2 && isText(value[0]) && isNumber(value[1])

const isPrediction = isObjectOf({
  ...{ label: isOptional(isText), value: isOptional(isNumber), probability: isOptional(isNumber) },
  probabilities: isOptional(isListOf(isProbability)),
})

const isPair = isObjectOf({
  ...{ instance: isInstance, sequence: isWhole, round: isWhole, exposedAtMs: isNumber },
  variant: isText,
  challenger: isObjectOf({ failed: isOneOf(true, false), values: isPrediction }),
})

/** Whatever they are sums of, there is nothing but numbers in them. */
const isSums: Is = (value) =>
  isNumber(value) ||
  (typeof value === 'object' && value !== null && Object.values(value).every(isSums))

const areSums = isListOf((value) => value === null || (typeof value === 'object' && isSums(value)))

const isRow = isObjectOf({
  ...{ variant: isText, how: isText, requests: isWhole, late: isWhole, sums: areSums },
  bucket: (value) => isWhole(value) && Number(value) < bucketCount,
  pairs: isOptional(isObjectOf({ incomplete: isWhole, champion: areSums })),
})

const isLedger = isObjectOf({
  ...{ source: isText, epoch: isWhole, span: isWhole, settledTo: isNumber },
  pages: isListOf(isObjectOf({ slice: isNumber, rows: isListOf(isRow) })),
})

const isMetric = isObjectOf({ name: isText, kind: isText, delayMs: isNumber, shift: isNumber })

const isUnit = isObjectOf({
  ...{ hash: isNumber, variant: isText, epoch: isWhole, slice: isNumber, n: isWhole },
  ...{ total: isWhole, firstEvent: isMapOf(isNumber) },
})

export const isTally = isObjectOf({
  ...{ format: isOneOf(tallyFormat), instance: isInstance, number: isWhole, round: isWhole },
  books: isListOf(
    isObjectOf({ delayMs: isNumber, metrics: isListOf(isMetric), ledgers: isListOf(isLedger) }),
  ),
  units: isObjectOf({ level: isWhole, rows: isListOf(isUnit) }),
  // Older ones do not know every name.
  events: (value) =>
    isJsonObject(value) && eventNames.every((name) => isOptional(isWhole)(value[name])),
})

/** What is packed in it is looked at once it is unpacked. */
const isFrozen = isObjectOf({
  ...{ instance: isInstance, round: isWhole, number: isWhole },
  ...{ bytes: (value) => isWhole(value) && Number(value) <= mostTallyBytes, packed: isText },
})

/** As JSON, of all tallies that are held for others together: an heir takes no more, so that whoever pulls it can read what it tells. */
export const mostTallyBytes = 256 * 2 ** 20

export const isBequest = isObjectOf({
  ...{ format: isOneOf(1), instance: isInstance, tallies: isListOf(isFrozen) },
  ...{ pairs: isListOf(isPair), heirs: isListOf(isHeir), owed: isListOf(isInstance) },
  lostWindows: isListOf(isWindow),
})
