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

const runs = Number(process.env['SIMS'] ?? 4000)
const seed = Number(process.env['SEED'] ?? 20251121)
const workers = Number(process.env['WORKERS'] ?? availableParallelism())
const wanted = new RegExp(process.env['CELLS'] ?? '')

const cells = table.filter(({ group, name }) => wanted.test(`${group}: ${name}`))
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
