import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBinaries } from './binaries.ts'

const built = await findBinaries()
let scratch = ''

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'api-tier-test-'))
})

afterAll(() => rm(scratch, { recursive: true, force: true }))

test.skipIf('unavailable' in built)(
  'KUBEBUILDER_ASSETS names the folder of binaries, and a missing one is named',
  async () => {
    const folder = await mkdtemp(join(scratch, 'assets-'))
    if ('unavailable' in built) throw new Error(built.unavailable)
    const { kubeApiserver, etcd, kubectl } = built
    await symlink(kubeApiserver, join(folder, 'kube-apiserver'))
    await symlink(kubectl, join(folder, 'kubectl'))
    const env = { ...process.env, KUBEBUILDER_ASSETS: folder }
    expect(await findBinaries(env)).toEqual({
      unavailable: `KUBEBUILDER_ASSETS has no etcd in ${folder}`,
    })
    await symlink(etcd, join(folder, 'etcd'))
    expect(await findBinaries(env)).toEqual({
      kubeApiserver: join(folder, 'kube-apiserver'),
      etcd: join(folder, 'etcd'),
      kubectl: join(folder, 'kubectl'),
    })
  },
)

test('a machine with neither binaries nor Go is told what it lacks', async () => {
  const unavailable = 'the API tier needs Go ≥ 1.26 or KUBEBUILDER_ASSETS'
  expect(await findBinaries({ CONTENDER_CACHE: scratch, PATH: scratch })).toEqual({ unavailable })
})
