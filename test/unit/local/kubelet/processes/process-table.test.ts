import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { tableOfProc, tableOfPs } from '../../../../../src/local/kubelet/processes/process-table.ts'

const tables = [
  ...(process.platform === 'linux' ? [['/proc', tableOfProc] as const] : []),
  ['ps', tableOfPs] as const,
]

it.each(tables)('finds a process, its group and its start in %s', async (_, table) => {
  const child = spawn('sh', ['-c', 'sleep 99 & wait'], { detached: true })
  onTestFinished(() => void process.kill(-Number(child.pid), 'SIGKILL'))
  await once(child, 'spawn')
  const found = await table.find(Number(child.pid))
  expect(found).toMatchObject({ pid: child.pid, group: child.pid, start: expect.any(Number) })
  expect(await table.find(Number(child.pid))).toEqual(found)
  const all = await table.all()
  expect(all).toContainEqual(found)
  const self = all.find(({ pid }) => pid === process.pid)
  expect(self?.start).toBeLessThanOrEqual(found?.start ?? 0)
  expect(await table.boot()).toBe(await table.boot())
})

it.each(tables)('finds nobody in %s who has ended', async (_, table) => {
  const child = spawn('true')
  await once(child, 'exit')
  expect(await table.find(Number(child.pid))).toBe(undefined)
})
