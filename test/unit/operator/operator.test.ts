import { expect, it } from 'vitest'
import { ContenderError } from '../../../src/errors.ts'
import type { ExperimentReader } from '../../../src/kube/experiments.ts'
import { operate } from '../../../src/operator/operator.ts'
import { createLog } from '../../../src/telemetry/log.ts'

type Round = { readonly lists: readonly string[] } | { readonly fails: Error }

/** Runs the operator over what its reader finds, one round after another; then it is told to stop. */
async function logOf(...rounds: readonly Round[]) {
  const lines: { readonly msg: string; readonly [field: string]: unknown }[] = []
  const log = createLog({ write: (line) => lines.push(JSON.parse(line)) })
  const end = new AbortController()
  let at = 0
  const reader: ExperimentReader = {
    list: async () => {
      const round = rounds[at++]
      if (round === undefined || at === rounds.length) end.abort()
      if (round && 'fails' in round) throw round.fails
      const experiments = (round?.lists ?? []).map((text) => {
        const [key = '', resourceVersion = ''] = text.split('@')
        return { key, resourceVersion }
      })
      return { experiments, resourceVersion: `${at}` }
    },
    watch: async (_, onChange) => onChange(),
  }
  const naps: number[] = []
  const sleep = async (ms: number) => void naps.push(ms)
  await operate({ reader, log, sleep }, end.signal)
  expect(Math.min(...naps)).toBeGreaterThanOrEqual(1000) // never a hot loop against a sick server
  return lines.map(({ msg, experiment, code }) =>
    [msg, experiment ?? code].filter(Boolean).join(': '),
  )
}

it('tells what appears, what changes and what goes, each once', async () => {
  expect(
    await logOf({ lists: ['a/x@1'] }, { lists: ['a/x@1', 'b/y@2'] }, { lists: ['b/y@3'] }),
  ).toEqual([
    'operator started',
    'experiment seen: a/x',
    'experiment seen: b/y',
    'experiment seen: b/y',
    'experiment gone: a/x',
    'operator stopped',
  ])
})

it('names a failure that may pass, and goes on', async () => {
  const missing = new ContenderError('CrdMissing', 'cannot list ModelExperiments: not found')
  expect(await logOf({ fails: missing }, { lists: ['a/x@1'] })).toEqual([
    'operator started',
    'cannot read the experiments: CrdMissing',
    'experiment seen: a/x',
    'operator stopped',
  ])
})

it('ends with a failure that will not pass, and with a bug', async () => {
  const invalid = new ContenderError('KubeconfigInvalid', 'no')
  await expect(logOf({ fails: invalid })).rejects.toThrow(invalid)
  const bug = new TypeError('undefined is not a function')
  await expect(logOf({ fails: bug })).rejects.toThrow(bug)
})
