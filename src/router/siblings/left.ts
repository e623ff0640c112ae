import {
  type Is,
  isInstance,
  isListOf,
  isNumber,
  isObjectOf,
  isOneOf,
  isOptional,
  isText,
  isWhole,
} from '../../api/forms.ts'
import { isHeir, isWindow } from '../../evidence/tally-form.ts'

/* The form of what others leave. What is packed in it, tallies, has one of its own: `evidence/tally-form`. */

const isSeenBlock = isObjectOf({
  ...{ instance: isInstance, part: isText, block: isWhole, youngestMs: isNumber, bits: isText },
})

export const isSeen = isObjectOf({ format: isOneOf(1), blocks: isListOf(isSeenBlock) })

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
