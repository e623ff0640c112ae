/**
 * How often each method errs under continuous peeking, and how soon it finds what there is: the whole
 * table, by simulation. `SIMS=n` runs a cell (4,000), `SEED=n`, `WORKERS=n` processes (as many as there are
 * processors), `CELLS=pattern` those alone whose group and name it matches. Prints each cell as it is finished, and at the
 * end all of them as Markdown. Exit code 1 unless every promise is kept and every negative control fails.
 */
import { availableParallelism } from 'node:os'
import { simulateAll } from './crew.ts'
import { type Line, linesOf } from './judgement.ts'
import { markdown, said } from './report.ts'
import { table } from './table.ts'

const runs = countFrom('SIMS', 4000)
const seed = countFrom('SEED', 20251121)
const workers = countFrom('WORKERS', availableParallelism())
const wanted = patternFrom('CELLS')

const cells = table.filter(({ group, name }) => wanted.test(`${group}: ${name}`))
if (cells.length === 0) refuse('CELLS matches no cell; without it all of them run')
const say = (line: string) => process.stdout.write(`${line}\n`)
say(`${cells.length} cells, ${runs} runs each, seed ${seed}, ${workers} processes`)

const lines = new Map<string, readonly Line[]>()
let processor = 0
const start = Date.now()
await simulateAll(cells, { seed, runs, workers }, ({ cell, outcome, seconds }) => {
  const own = linesOf(cell, outcome)
  lines.set(cell.name, own)
  processor += seconds
  say(said(own, seconds))
})

const all = cells.flatMap(({ name }) => lines.get(name) ?? [])
const failed = all.filter(({ isFulfilled }) => !isFulfilled)
say(`\n${markdown(all)}\n`)
for (const { cell, claim, rate } of failed) say(`FAIL ${cell.name}: ${claim} ${rate}`)
say(
  `${all.length - failed.length} passed, ${failed.length} failed; seed ${seed}; ` +
    `${Math.round((Date.now() - start) / 1000)} s, ${Math.round(processor)} s of processor time`,
)
process.exitCode = failed.length === 0 && all.length > 0 ? 0 : 1

function countFrom(name: string, usual: number): number {
  const count = Number(process.env[name] ?? usual)
  return Number.isInteger(count) && count > 0
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

function refuse(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(2)
}
