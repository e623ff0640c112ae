import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createPlain, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { copyAt } from '../../../src/cli/kubeconfig.ts'
import { type Secrets, secretsIn, writeKubeconfig } from '../../../src/local/server/access.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contender-kubeconfig-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The port of something that listens until the test is over. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return Object(server.address()).port
}

const serving = ({ cert, key }: Secrets) => listening(createServer({ cert, key }))

/** The kubeconfig of a cluster that was told to listen there. */
function kubeconfigOf({ token, cert: ca }: Secrets, port: number): string {
  const file = join(folder, 'config')
  writeKubeconfig(file, { url: `https://127.0.0.1:${port}`, token, ca })
  return file
}

it('writes over nothing that a run which is still there has written', async () => {
  const secrets = secretsIn(undefined)
  const port = await serving(secrets)
  const file = kubeconfigOf(secrets, port)
  await expect(copyAt(file)).rejects.toMatchObject({
    code: 'UsageInvalid',
    message: `${file} belongs to the contender run at https://127.0.0.1:${port}, which is still there: name another file, or stop that run`,
  })
})

it('takes one for there that has halted, and says nothing', async () => {
  const silent = createPlain((socket) => socket.on('error', () => {}))
  const file = kubeconfigOf(secretsIn(undefined), await listening(silent))
  await expect(copyAt(file)).rejects.toMatchObject({ code: 'UsageInvalid' })
})

it.each([
  ['nobody has its port', async () => 1],
  ['another cluster has its port', () => serving(secretsIn(undefined))],
  ['something else has its port', () => listening(createPlain((socket) => socket.end('hello\n')))],
])('writes over that of a run that is gone, though %s', async (_, portOf) => {
  const file = kubeconfigOf(secretsIn(undefined), await portOf())
  const from = join(folder, 'from')
  writeFileSync(from, 'new')
  const copy = await copyAt(file)
  expect(copy.write(from)).toBe(file)
  expect(readFileSync(file, 'utf8')).toBe('new')
  copy.remove()
  expect(existsSync(file)).toBe(false)
})

it.each([
  ['another cluster', 'apiVersion: v1\nkind: Config\ncurrent-context: production\n'],
  ['another cluster, as JSON', '{"current-context":"production"}'],
  ['nobody knows what', 'null'],
])('writes over nothing that speaks of %s', async (_, text) => {
  const file = join(folder, 'config')
  writeFileSync(file, text)
  await expect(copyAt(file)).rejects.toThrow('speaks of another cluster, and would be lost')
  expect(readFileSync(file, 'utf8')).toBe(text)
})

it('takes an empty file, and leaves alone what somebody has changed meanwhile', async () => {
  const [file, from] = [join(folder, 'config'), join(folder, 'from')]
  for (const name of [file, from]) writeFileSync(name, '')
  const copy = await copyAt(file)
  copy.remove()
  expect(existsSync(file), 'nothing was written').toBe(true)
  copy.write(from)
  writeFileSync(file, 'changed')
  copy.remove()
  expect(existsSync(file)).toBe(true)
})

it('writes over nothing that somebody has written while it started', async () => {
  const [file, from] = [join(folder, 'config'), join(folder, 'from')]
  for (const name of [file, from]) writeFileSync(name, '')
  const copy = await copyAt(file)
  writeFileSync(file, 'of another run')
  expect(() => copy.write(from)).toThrow(`${file} has just changed`)
  expect(copy.write(file), 'that of the folder where the run is kept').toBe(file)
  expect(readFileSync(file, 'utf8')).toBe('of another run')
})

it.each([
  ['folder', () => folder],
  ['device', () => '/dev/null'],
])('takes no %s for a file', async (_, pathOf) => {
  await expect(copyAt(pathOf())).rejects.toThrow(`cannot read ${pathOf()}: it is no plain file`)
})
