import { describe, expect, it } from 'vitest'
import { verbs } from '../../../src/cli/verbs.ts'
import { contender } from './contender.ts'

it.each([[], ['--help'], ['-h'], ['help']])('lists the verbs: contender %j', async (...argv) => {
  const { code, out, err } = await contender(argv.flat())
  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const name of Object.keys(verbs)) expect(out).toMatch(new RegExp(`^ {2}${name} +\\w`, 'm'))
})

describe.each(Object.keys(verbs))('contender %s', (name) => {
  it.each([
    [name, '--help'],
    [name, 'x', '-h'],
    ['help', name],
  ])('helps, with an example and the exit codes: contender %s %s', async (...argv) => {
    expect(await contender(argv)).toEqual({
      code: 0,
      out: expect.stringMatching(
        new RegExp(
          `^Usage: contender ${name}.*Exit code: 0.*\\nExamples?:\\n.*contender ${name}`,
          's',
        ),
      ),
      err: '',
    })
  })
})

it.each([
  [['nonsense'], 'UsageInvalid: no verb is named nonsense. Try contender --help.\n'],
  [['constructor'], 'UsageInvalid: no verb is named constructor. Try contender --help.\n'],
  [['lint', '--loud', 'x'], expect.stringMatching(/^UsageInvalid: Unknown option '--loud'. Try/)],
  [
    ['lint', '-o', 'yaml', 'x'],
    expect.stringMatching(/^UsageInvalid: --output is text or json, not yaml/),
  ],
  [['lint'], expect.stringMatching(/^UsageInvalid: name a file, a folder, or -/)],
  [['operator', 'x'], expect.stringMatching(/^UsageInvalid: Unexpected argument 'x'/)],
  [
    ['operator', '--admin', '9090'],
    expect.stringMatching(/^UsageInvalid: --admin is HOST:PORT, not 9090\. Try/),
  ],
  [
    ['operator', '--admin', '[::1]:70000'],
    expect.stringMatching(/^UsageInvalid: --admin is HOST:PORT, not \[::1\]:70000/),
  ],
])('answers contender %j with one line on standard error and exit code 2', async (argv, err) => {
  expect(await contender(argv)).toEqual({ code: 2, out: '', err })
})
