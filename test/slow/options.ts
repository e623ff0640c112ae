import { availableParallelism } from 'node:os'

/** What the environment asks for; whoever asks for nonsense hears it before anything runs. */
export const seed = countFrom('SEED', 20251121)
/** Fresh cases. */
export const cases = countFrom('CASES', 200)
/** Runs a cell. */
export const runs = countFrom('SIMS', 4000)
export const workers = countFrom('WORKERS', availableParallelism())
/** Of the group and name of a cell. */
export const pattern = patternFrom('CELLS')

function countFrom(name: string, usual: number): number {
  const count = Number(process.env[name] || usual)
  return Number.isSafeInteger(count) && count > 0
    ? count
    : refuse(`${name} takes a whole number above 0`)
}

function patternFrom(name: string): RegExp {
  try {
    return new RegExp(process.env[name] ?? '')
  } catch {
    return refuse(`${name} takes a regular expression, such as 'F1|AUC'`)
  }
}

export function refuse(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(2)
}
