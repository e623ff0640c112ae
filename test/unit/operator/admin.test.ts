import { afterEach, expect, it } from 'vitest'
import { createAdmin } from '../../../src/operator/admin.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'

const open: { close(): Promise<unknown> }[] = []
afterEach(async () => {
  for (const admin of open.splice(0)) await admin.close()
})

function started(waiting: { readonly [source: string]: string } = {}) {
  const admin = createAdmin({ page: createMetrics().page, waiting: () => waiting })
  open.push(admin)
  return admin
}

async function asked(url: string) {
  const answer = await fetch(url)
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    text: await answer.text(),
  }
}

it('is alive, and ready once nothing is waited for', async () => {
  const address = await started().listen('127.0.0.1', 0)
  expect(await asked(`${address}/livez`)).toMatchObject({ status: 200, text: 'ok\n' })
  expect(await asked(`${address}/readyz`)).toMatchObject({ status: 200, text: 'ok\n' })
})

it('says what it waits for', async () => {
  const address = await started({ deployments: 'cannot list deployments: no' }).listen(
    '127.0.0.1',
    0,
  )
  expect(await asked(`${address}/livez`)).toMatchObject({ status: 200 })
  expect(await asked(`${address}/readyz`)).toMatchObject({
    status: 503,
    text: 'waiting for\ndeployments: cannot list deployments: no\n',
  })
})

it('shows its metrics as Prometheus reads them', async () => {
  const address = await started().listen('127.0.0.1', 0)
  expect(await asked(`${address}/metrics`)).toMatchObject({
    status: 200,
    type: expect.stringMatching(/^text\/plain.*version=0\.0\.4/),
    text: expect.stringContaining('# HELP contender_queue_depth '),
  })
})

it('names an address that is taken', async () => {
  const address = new URL(await started().listen('127.0.0.1', 0))
  await expect(started().listen('127.0.0.1', Number(address.port))).rejects.toMatchObject({
    code: 'AddressInvalid',
    message: expect.stringContaining(`cannot listen on 127.0.0.1:${address.port}`),
  })
})
