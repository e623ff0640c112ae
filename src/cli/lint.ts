import { stringify } from 'yaml'
import { createAdmission } from '../admission/admission.ts'
import { crd } from '../api/crd.ts'
import { effective } from '../api/effective.ts'
import { ContenderError } from '../errors.ts'
import { lineOf, type Sound } from '../lint/finding.ts'
import { joined, type Linted, lintFailure, lintText } from '../lint/lint.ts'
import { parsed } from './arguments.ts'
import { readSources } from './sources.ts'
import type { Verb } from './verb.ts'

const help = `Usage: contender lint [--effective] [--output text|json] FILE…

Checks ModelExperiments as an API server with this version's CRD would, without one. FILE is a manifest
with any number of documents, a folder of .yaml, .yml and .json files (not its subfolders), or - for
standard input. Objects of other kinds are passed over.

Each finding is a line on standard output:
  file:line:column: path: problem; hint
What is legal but unwise begins its message with "warning:". A last line on standard error sums up.

Options:
  --effective     print how each sound experiment is understood, with every default filled in;
                  findings then go to standard error
  -o, --output    text (default), or json: one array of findings

Exit code: 0 no problem (warnings allowed), 1 a problem or an unreadable file, 2 wrong command line.

Examples:
  contender lint deploy/examples
  kustomize build prod | contender lint -
`

export const lint: Verb = {
  help,
  async run(argv, { out, err, input }) {
    const { effective: isEffective, output, files } = asked(argv)
    const sources = (await Promise.all(files.map((word) => readSources(word, input)))).flat()
    const admission = createAdmission(crd)
    const linted = joined(
      sources.map((source) =>
        'text' in source
          ? lintText(admission, source.file, source.text)
          : lintFailure(source.file, `cannot be read: ${source.failure}`),
      ),
    )
    const tell = isEffective ? err : out // so that `--effective > file.yaml` holds nothing else
    if (output === 'json') out(`${JSON.stringify(linted.findings, undefined, 2)}\n`)
    else tell(linted.findings.map((finding) => `${lineOf(finding)}\n`).join(''))
    if (isEffective) out(linted.sound.map(understood).join('---\n'))
    err(`${summaryOf(linted)}\n`)
    return linted.findings.some(({ level }) => level === 'problem') ? 1 : 0
  },
}

function asked(argv: readonly string[]) {
  const options = {
    effective: { type: 'boolean', default: false },
    output: { type: 'string', short: 'o', default: 'text' },
  } as const
  const { values, positionals } = parsed(argv, options, 'words')
  if (values.output !== 'text' && values.output !== 'json') {
    throw new ContenderError('UsageInvalid', `--output is text or json, not ${values.output}`)
  }
  if (values.output === 'json' && values.effective) {
    throw new ContenderError('UsageInvalid', '--effective prints text: leave out --output json')
  }
  if (positionals.length === 0) {
    throw new ContenderError('UsageInvalid', 'name a file, a folder, or - for standard input')
  }
  return { ...values, files: positionals }
}

function understood({ name, spec }: Sound): string {
  return stringify({ name, spec, effective: effective(spec) }, { aliasDuplicateObjects: false })
}

function summaryOf({ experiments, others, findings, isPartial }: Linted): string {
  const count = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`
  const problems = findings.filter(({ level }) => level === 'problem').length
  const counts = [
    count(experiments, 'experiment'),
    count(problems, 'problem'),
    count(findings.length - problems, 'warning'),
    ...(others > 0 ? [`${count(others, 'other object')} passed over`] : []),
  ].join(', ')
  return isPartial ? `${counts}; rules between fields are tried once these are corrected` : counts
}
