import { durationInWords } from '../../stats/duration-words.ts'
import { durationText } from '../wanted/duration-text.ts'

/** At most so many characters, as an API server counts them, and nothing that it would write otherwise than it was sent. */
export function cut(text: string, most: number): string {
  const sound = text.toWellFormed()
  if (sound.length <= most) return sound
  const characters = [...sound]
  return characters.length <= most ? sound : `${characters.slice(0, most - 1).join('')}…`
}

/** A length of time as an experiment has it, where it could. */
export const lengthText = (ms: number): string =>
  ms < longestMs ? durationText(ms) : durationInWords(ms)

/** A century is no figure any more. */
const longestMs = 999_999 * 3_600_000

/** To the second, and within what a date can be. */
export function timeText(ms: number): string {
  const sound = Number.isFinite(ms) ? Math.min(lastMs, Math.max(0, ms)) : 0
  return `${new Date(sound).toISOString().slice(0, 19)}Z`
}

const lastMs = 253_402_300_799_000
