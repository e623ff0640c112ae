import { expect, it } from 'vitest'
import { contender } from './contender.ts'

it.each([
  [[], /^Champion\/challenger experiments.*Usage: contender <verb>/s],
  [['--help'], /Usage: contender <verb>.* {2}lint +Check manifests.* {2}operator +Watch/s],
  [['lint', '--help'], /^Usage: contender lint .*Exit code.*Examples:/s],
  [['operator', '-h'], /^Usage: contender operator.*Example:/s],
])('helps: contender %j', async (argv, expected) => {
  expect(await contender(argv)).toEqual({ code: 0, out: expect.stringMatching(expected), err: '' })
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
])('answers contender %j with one line on standard error and exit code 2', async (argv, err) => {
  expect(await contender(argv)).toEqual({ code: 2, out: '', err })
})
