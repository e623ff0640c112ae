import { loadavg } from 'node:os'
import { join } from 'node:path'
import { table } from '../../src/cli/table.ts'
import { duration, times } from '../figures.ts'
import { cannotRun, findPython } from '../python.ts'
import { clock, goingRound, type Result, race, type Side } from '../race.ts'
import { type Contest, contests } from './contests.ts'
import { decisionInWords, decisionOf } from './decision.ts'
import { openPeers, type Peers } from './peers.ts'

const pace = { rounds: 41, sampleMs: 10, warmUpMs: 500 } as const
/** A decision runs through much code, and the operator takes one every few seconds for weeks. */
const steady = { ...pace, warmUpMs: 4000 } as const
const agreement = 1e-6
const requirements = join(import.meta.dirname, 'requirements.txt')

/**
 * Our statistics beside gbstats, scipy and statsmodels, which is first asked for the same answers: only
 * who is right is timed. A decision has no peer: it is one `judge` of what `decision.ts` describes, with the memory
 * of the look before. Prints a table, and last one line of JSON. `decision_ms` is the median, as the ratios are of
 * medians; the minimum is what it takes where nothing else runs on the machine.
 */
export async function stats(): Promise<number> {
  const found = await findPython(requirements)
  if ('unavailable' in found) {
    process.stderr.write(`${found.unavailable}\n`)
    return cannotRun
  }
  const peers = await openPeers(found.python)
  try {
    const results = new Map<string, Result>()
    const rows = [['', 'peer', 'ours: min', 'median', 'theirs: min', 'median', 'faster']]
    for (const contest of contests()) {
      const result = await contend(contest, peers)
      results.set(contest.name, result)
      const { ours, theirs, ratio } = result
      rows.push([contest.title, contest.peer, ...cells(ours), ...cells(theirs), times(ratio)])
    }
    const decision = await clock(goingRound([decisionOf('Requests')]), steady)
    const onUnits = await clock(goingRound([decisionOf('Units')]), steady)
    rows.push(['a whole decision *', '', ...cells(decision)])
    rows.push(['a whole decision * on units', '', ...cells(onUnits)])
    const line = {
      bench: 'stats',
      sequential_vs_gbstats: rounded(results.get('sequential')?.ratio),
      decision_ms: rounded(decision.median / 1e6),
      decision_min_ms: rounded(decision.min / 1e6),
      decision_on_units_ms: rounded(onUnits.median / 1e6),
      ks_vs_scipy: rounded(results.get('ks')?.ratio),
    }
    process.stdout.write(`${table(rows)}\n${circumstances(peers)}\n${JSON.stringify(line)}\n`)
    return 0
  } finally {
    await peers.close()
  }
}

/** Compares the answers of both sides, then their time. */
async function contend({ name, cases, calls }: Contest, peers: Peers): Promise<Result> {
  const theirs = await peers.prepare(name, cases)
  calls.forEach((call, k) => {
    const [ours, other] = [call(), theirs[k] ?? []]
    if (ours.length !== other.length || !ours.every((x, i) => agrees(x, other[i] ?? Number.NaN))) {
      throw new Error(`${name}, case ${k}: we say ${ours}, the peer ${other}`)
    }
  })
  return race(goingRound(calls), (count) => peers.time(name, count), pace)
}

const agrees = (ours: number, theirs: number) =>
  Math.abs(ours - theirs) <= agreement * Math.max(Math.abs(theirs), agreement)

const cells = ({ min, median }: Side) => [duration(min), duration(median)]

const rounded = (x: number | undefined) => (x === undefined ? null : Number(x.toPrecision(4)))

function circumstances({ versions }: Peers): string {
  const all = Object.entries({ node: process.versions.node, ...versions })
  const load = loadavg().map((x) => x.toFixed(1))
  return [
    `* all rows of one look: ${decisionInWords}`,
    `minima and medians of ${pace.rounds} rounds in turns, faster by medians; load ${load.join(' ')}`,
    all.map((pair) => pair.join(' ')).join(', '),
  ].join('\n')
}
