import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { shellWord } from '../../../src/cli/shell-word.ts'

it.each([
  ['/tmp/a-b_c.d/kubeconfig', '/tmp/a-b_c.d/kubeconfig'],
  ['/tmp/my state', "'/tmp/my state'"],
  ["/tmp/it's $HOME", "'/tmp/it'\\''s $HOME'"],
  ['', "''"],
])('writes %s for a shell as %s', (text, expected) => {
  expect(shellWord(text)).toBe(expected)
  expect(execFileSync('sh', ['-c', `printf %s ${expected}`]).toString()).toBe(text)
})
