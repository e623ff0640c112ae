import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { jsonText } from './json-text.ts'

/** The answers to the cases of a group. */
export type Answers<Plain> = { readonly [sentence: string]: readonly Plain[] }

/** What the real server said, a file for each group. */
export function recordsIn<Plain extends object>(folder: string) {
  const fileOf = (group: string) => join(folder, `${group.replaceAll(' ', '-')}.json`)
  return {
    read: async (group: string): Promise<Answers<Plain>> =>
      each(JSON.parse(await readFile(fileOf(group), 'utf8')), unfolded),
    write: (group: string, answers: Answers<Plain>): Promise<void> =>
      writeFile(fileOf(group), `${jsonText(each(answers, folded))}\n`),
  }
}

type Change = <Plain extends object>(steps: readonly Plain[]) => readonly Plain[]

function each<Plain extends object>(answers: Answers<Plain>, change: Change): Answers<Plain> {
  return Object.fromEntries(Object.entries(answers).map(([name, steps]) => [name, change(steps)]))
}

/** A body that was there before is written once: `{ "as in step": 1 }`. */
const folded: Change = (steps) =>
  steps.map((step, index) => {
    const first = steps.findIndex((other) => isDeepStrictEqual(bodyOf(other), bodyOf(step)))
    return first === index || typeof bodyOf(step) !== 'object'
      ? step
      : { ...step, body: { 'as in step': first + 1 } }
  })

const unfolded: Change = (steps) =>
  steps.map((step) => {
    const first = Object(bodyOf(step))['as in step']
    return typeof first === 'number' ? { ...step, body: bodyOf(steps[first - 1]) } : step
  })

const bodyOf = (step: unknown): unknown => Object(step).body
