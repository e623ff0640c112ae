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
} from '../api/forms.ts'
import { isJsonObject } from '../api/json.ts'
import { bucketCount } from '../stats/strata/tally-key.ts'
import { eventNames } from './events.ts'
import { tallyFormat } from './tally.ts'

/*
 * The form of what routers have counted, looked at down to its numbers: it is kept, written down, and told to whoever judges it, so what
 * could not be read again would be found out when it is too late. Names, of kinds and variants too, are for whoever judges to
 * know: those of a newer version are no reason to lose what it has counted.
 */

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

export const isTallyName = isObjectOf({ instance: isInstance, round: isWhole, number: isWhole })

export const isHeir = isObjectOf({ instance: isInstance, heir: isInstance, sinceMs: isNumber })

export const isWindow = isObjectOf({ fromMs: isNumber, toMs: isNumber })
