import { duration, milliseconds } from '../api/quantities.ts'
import { ContenderError } from '../errors.ts'

const usage = (option: string, is: string, text: string) =>
  new ContenderError('UsageInvalid', `--${option} is ${is}, not ${text}`)

/** `90s`, `1m30s`; `0s` is nothing. */
export function durationIn(option: string, text: string): number {
  if (new RegExp(duration.pattern).test(text)) return milliseconds(text)
  throw usage(option, 'a duration like 500ms or 1m30s', text)
}

const units: { readonly [unit: string]: number } = { '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30 }

/** `32Mi`, `1Gi`, or bytes. */
export function bytesIn(option: string, text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,12})(Ki|Mi|Gi)?$/.exec(text) ?? []
  const bytes = Number(digits) * (units[unit] ?? 0)
  if (digits !== '' && Number.isSafeInteger(bytes) && bytes > 0) return bytes
  throw usage(option, 'a number of bytes like 32Mi', text)
}

export function countIn(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text)
  throw usage(option, 'a number above zero', text)
}
