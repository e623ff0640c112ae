/**
 * How often each method errs under continuous peeking, and how soon it finds what there is: the whole
 * table, by simulation. `SIMS=n` runs a cell (4,000), `SEED=n`, `WORKERS=n` processes (as many as there are
 * processors), `CELLS=pattern` those alone whose group and name it matches. Prints each cell as it is finished, and at
 * the end all of them as Markdown; with an argument, the Markdown is written to that file too. Exit code 1 unless every
 * promise is kept and every negative control fails.
 */
import { writeFileSync } from 'node:fs'
import { runs, seed, workers } from '../options.ts'
import { cells } from './chosen.ts'
import { simulateAll } from './crew.ts'
import { type Line, linesOf } from './judgement.ts'
import { markdown } from './markdown.ts'
import { said } from './said.ts'
import { summary } from './summary.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)
say(`${cells.length} cells, ${runs} runs each, seed ${seed}, ${workers} processes`)

const lines = new Map<string, readonly Line[]>()
const secondsOf = new Map<string, number>()
const start = Date.now()
await simulateAll(cells, { seed, runs, workers }, ({ cell, outcome, seconds }) => {
  const own = linesOf(cell, outcome)
  lines.set(cell.name, own)
  secondsOf.set(cell.group, (secondsOf.get(cell.group) ?? 0) + seconds)
  say(said(own, seconds))
})

const all = cells.flatMap(({ name }) => lines.get(name) ?? [])
const failed = all.filter(({ isFulfilled }) => !isFulfilled)
const processor = [...secondsOf.values()].reduce((sum, seconds) => sum + seconds, 0)
const last =
  `${all.length - failed.length} passed, ${failed.length} failed; ${cells.length} cells of up to ${runs} runs; ` +
  `seed ${seed}; ${Math.round((Date.now() - start) / 1000)} s, ${Math.round(processor)} s of processor time`

const tables = `## In short\n\n${summary(all)}\n\n## Cell by cell\n\n${markdown(all)}`
say(`\n${tables}\n`)
for (const [group, seconds] of secondsOf) say(`${Math.round(seconds)} s: ${group}`)
for (const { cell, claim, rate } of failed) say(`FAIL ${cell.name}: ${claim} ${rate}`)
say(last)
const [file] = process.argv.slice(2)
if (file !== undefined) writeFileSync(file, `${tables}\n`)
process.exitCode = failed.length === 0 && all.length > 0 ? 0 : 1
