/**
 * `npm run conformance`: every case, of the API and of kubectl, on a real API server and on the embedded
 * one, as tables in Markdown with both verdicts, and the deviations that are declared. Ends with 1 where
 * something else differs, with 3 where this machine has no real API server.
 */
import type { Access } from '../../cluster/client.ts'
import { startApiServer } from '../../cluster/server/api-server.ts'
import { findBinaries } from '../../cluster/server/binaries.ts'
import { startLocalApiServer } from '../api-server.ts'
import { defineExperiments } from './definition.ts'
import { api, kubectl, type Suite, type Verdicts } from './suites.ts'
import { type Deviation, type Deviations, isSame, type Verdict, wordsOf } from './verdict.ts'

const suites = [api, kubectl]
const binaries = await findBinaries()
if ('unavailable' in binaries) {
  process.stderr.write(`${binaries.unavailable}\n`)
  process.exit(3)
}
const real = await startApiServer()
const onReal = await defineExperiments(real)
  .then(() => allVerdicts(real, () => ({})))
  .finally(real.stop)
const local = await startLocalApiServer()
const onLocal = await allVerdicts(local, ({ deviations }) => deviations).finally(local.stop)

process.stdout.write(suites.map(section).join('\n'))
const failed = [...onReal.values(), ...onLocal.values()].flatMap(failures).length
process.stdout.write(`\n${failed} verdicts are neither as recorded nor as declared\n`)
process.exit(failed === 0 ? 0 : 1)

async function allVerdicts(
  access: Access,
  declaredIn: (suite: Suite) => Deviations,
): Promise<ReadonlyMap<Suite, Verdicts>> {
  const found = new Map<Suite, Verdicts>()
  for (const suite of suites) found.set(suite, await suite.verdicts(access, declaredIn(suite)))
  return found
}

function section(suite: Suite): string {
  const verdicts = { real: onReal.get(suite) ?? new Map(), local: onLocal.get(suite) ?? new Map() }
  const rows = [...verdicts.real].map(
    ([name, verdict]) => `| ${name} | ${word(verdict)} | ${word(verdicts.local.get(name))} |`,
  )
  const declared = [...verdicts.local].flatMap(([name, verdict]) => verdict.declared.map(row(name)))
  const differing = [...failures(verdicts.real), ...failures(verdicts.local)]
  return [
    `# ${suite.title}: ${rows.length} cases\n`,
    '| case | kube-apiserver | embedded |\n| --- | --- | --- |',
    ...rows,
    `\n## ${suite.title}: ${declared.length} declared deviations\n`,
    ...declared,
    ...differing.map(([name, verdict]) => `\n### ${name} differs\n\n${wordsOf(verdict)}`),
    '',
  ].join('\n')
}

function failures(verdicts: Verdicts): readonly [string, Verdict][] {
  return [...verdicts].filter(([, verdict]) => !isSame(verdict))
}

function word(verdict: Verdict | undefined): string {
  if (verdict === undefined) return 'not asked'
  if (!isSame(verdict)) return 'DIFFERS'
  return verdict.declared.length === 0 ? 'same' : `declared (${verdict.declared.length})`
}

function row(name: string) {
  return ({ steps, path, ours, why }: Deviation) =>
    `- ${name}, step ${steps.join(', ')}, \`${path}\`: ${why}: \`${JSON.stringify(ours).slice(0, 200)}\``
}
