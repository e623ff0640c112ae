import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { loadConfig, namespaceOf } from '../../../src/kube/config.ts'

/** A kubeconfig split as `kubectl` allows: where to go in one file, as whom in another. */
async function setKubeconfig(...texts: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'contender-config-'))
  const files = texts.map((_, n) => join(folder, `${n}.yaml`))
  await Promise.all(texts.map((text, n) => writeFile(files[n] ?? '', text)))
  vi.stubEnv('KUBECONFIG', files.join(delimiter))
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })
}

const where = `
current-context: here
clusters: [{ name: c, cluster: { server: "https://api.example" } }]
contexts: [{ name: here, context: { cluster: c, user: u, namespace: city } }]
`
const withAuthority = (file: string) =>
  where.replace('cluster: { server:', `cluster: { certificate-authority: ${file}, server:`)
const who = 'users: [{ name: u, user: { token: t } }]'

it('joins the files of KUBECONFIG, and knows the namespace of the context', async () => {
  await setKubeconfig(where, who)
  const config = loadConfig()
  expect(config.getCurrentUser()?.token).toBe('t')
  expect(config.getCurrentCluster()?.server).toBe('https://api.example')
  expect(namespaceOf(config)).toBe('city')
})

it('takes `default` where no namespace is named', async () => {
  await setKubeconfig(where.replace(', namespace: city', ''), who)
  expect(namespaceOf(loadConfig())).toBe('default')
})

it.each([
  ['has no current context', where.replace('current-context: here', '')],
  ['has no context there', where.replace('current-context: here', 'current-context: there')],
  ['cannot be read', '{'],
  [
    'names a server whose address is none: not a url',
    where.replace('https://api.example', 'not a url'),
  ],
  [
    'names a server whose address is none: ftp://a',
    where.replace('https://api.example', 'ftp://a'),
  ],
  ['names a server without TLS, http://a', where.replace('https://api.example', 'http://a')],
  ["no such file or directory, access '/nope'", withAuthority('/nope')],
  [
    'has as-groups, which is not supported',
    where + who.replace('token: t', 'as: a, as-groups: [g]'),
  ],
  ['has as-uid, which is not supported', where + who.replace('token: t', 'as: a, as-uid: x')],
])('says of a kubeconfig that it %s', async (what, text) => {
  await setKubeconfig(text)
  const code = 'KubeconfigInvalid'
  const message = expect.stringContaining(what)
  expect(() => loadConfig()).toThrow(expect.objectContaining({ code, message }))
})
