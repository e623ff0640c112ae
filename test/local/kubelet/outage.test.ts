import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiServer, startApiServer } from '../../cluster/server/api-server.ts'
import { findBinaries } from '../../cluster/server/binaries.ts'
import { waitUntil } from '../../cluster/waiting.ts'
import { marked } from '../../unit/local/kubelet/processes/marked.ts'
import { serverAt } from './servers.ts'
import { containerOf, createWorld, isReady, sh } from './world.ts'

const hasBinaries = !('unavailable' in (await findBinaries()))

describe.skipIf(!hasBinaries)('kube-apiserver', () => {
  let api: ApiServer
  beforeAll(async () => {
    api = await startApiServer()
  })
  afterAll(() => api.stop())

  it('goes on while the API server is away, and says what has happened when it is back', async () => {
    const { runKubelet, create, until } = await createWorld(serverAt(() => api))
    runKubelet({ backOff: { baseMs: 100, capMs: 100, forgivenMs: 60_000 } })
    const pod = await create('web', { containers: [sh('sleep 99')] })
    const { uid } = (await until('web', 'it to run', isReady)).metadata
    const [before] = await marked(uid)
    const restarted = api.restart() // it ends as by a crash, and is away for seconds
    const others = async () => (await marked(uid)).filter((pid) => pid !== before)
    if (before !== undefined) process.kill(before, 'SIGKILL')
    const isBack = async () => (await others()).length === 1
    await waitUntil(isBack, { what: 'the next run', limitMs: 5_000, everyMs: 5 })
    await restarted
    const after = await until('web', 'the word', (pod) => containerOf(pod)?.restartCount === 1)
    expect(isReady(after)).toBe(true)
    expect(after.metadata.uid).toBe(pod.metadata.uid)
  })
})
