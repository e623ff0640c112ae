import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { contender } from '../unit/cli/contender.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')

it('opens with the smallest example, word for word', () => {
  const [, block = ''] = /```yaml\n(.*?)```/s.exec(readme) ?? []
  expect(parse(block)).toEqual(parse(read('deploy/examples/smallest.yaml')))
})

it('shows what lint really prints', async () => {
  const [, from = '', to = '', file = '', shown] =
    /```\n\$ sed 's\/(.*?)\/(.*?)\/' (\S+) \| npm run -s contender -- lint -\n(.*?)```/s.exec(
      readme,
    ) ?? []
  const { out, err } = await contender(['lint', '-'], read(file).replace(from, to))
  expect(out + err).toBe(shown)
})

it.each(
  [...readme.matchAll(/`npm run -s contender -- (lint .*?)`/g)].map(([, line = '']) => line),
)('names a command that works: contender %s', async (line) =>
  expect(await contender(line.split(' '))).toMatchObject({ code: 0 }))

it.each(
  [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path),
)('links to what exists: %s', (path) =>
  expect(() => readFileSync(join(root, path))).not.toThrow(/ENOENT/))
