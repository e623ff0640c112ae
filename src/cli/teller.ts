import { sentenceOf } from '../operator/failed.ts'

/** Says what goes wrong, each trouble once until it is over, as a line for people. */
export function createTeller(err: (text: string) => void) {
  const told = new Map<string, string>()

  return function tell(where: string, cause: unknown): void {
    if (cause === undefined) {
      told.delete(where)
      return
    }
    const sentence = sentenceOf(cause)
    if (told.get(where) === sentence) return
    told.set(where, sentence)
    err(`${where}: ${sentence}\n`)
  }
}
