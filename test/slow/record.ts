import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { cases, pattern, runs, seed } from './options.ts'

/** One of the two that ran, how it ended, and its last line. */
export type Ended = { readonly name: string; readonly code: number; readonly last: string }

type Results = {
  readonly fresh: Ended
  readonly errors: Ended
  readonly machine: { readonly minutes: number; readonly processors: number }
  readonly tables: string
}

const root = join(import.meta.dirname, '../..')

/** The folders that decide what comes out. */
const covered = ['src/stats', 'test/slow']

/** What came of it all, as docs/evidence keeps it. What wasn't committed covers nothing. */
export function recordOf({ fresh, errors, machine, tables }: Results): string {
  const { minutes, processors } = machine
  const only = pattern.source === '(?:)' ? '' : ` CELLS='${pattern.source}'`
  const command = `SIMS=${runs} SEED=${seed} CASES=${cases}${only} npm run test:slow`
  const covers = isCommitted()
    ? covered.map((folder) => `covers: ${folder} ${git('rev-parse', `HEAD:${folder}`)}`)
    : [`covers nothing: ${covered.join(' or ')} had changes that were not committed`]
  return `# The error rates of the statistics, and fresh cases with known answers

date: ${new Date().toISOString().slice(0, 10)}
commit: ${git('rev-parse', '--short', 'HEAD')}
command: ${command} (${minutes.toFixed(0)} min on ${processors} cores)
${covers.join('\n')}

**Fresh cases.** ${outcomeOf(fresh)}

**Error rates.** ${outcomeOf(errors)}

${legend}

${tables}`
}

const outcomeOf = ({ code, last }: Ended) =>
  `${code === 0 ? 'Passed' : `Not passed (exit code ${code})`}: ${last}.`

const legend = `Every run is an experiment with looks all along the way. A number is the part of runs in which a false claim
was made at any look: of the claims of a cell the worst, with its upper 95 % bound (Clopper and Pearson). «At most
.050» asks for an estimate of at most .055 and a bound of at most .065; where runs are too few for that, «not told
from» asks that the lower bound isn't above. What is never judged keeps every promise: «judged» is the part of
runs in which all gates opened at some look, of the questions of the row the least; of those that promise something, half
or what the cell says.`

const isCommitted = () => git('status', '--porcelain', '--', ...covered) === ''

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
}
