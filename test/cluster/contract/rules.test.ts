import { beforeAll, describe, expect, inject, it } from 'vitest'
import { everything } from '../../specs/base.ts'
import { celEdits, withEdits } from '../../specs/mutants.ts'
import { createClient } from '../client.ts'
import { installCrd } from '../kubectl.ts'
import { askServer } from './server-verdict.ts'

const client = createClient(inject('apiServer'))
beforeAll(async () => {
  await installCrd()
})

describe.each(celEdits)('$rule', ({ message, near, edits }) => {
  it('lets pass what is near, on the real server', async () => {
    expect(await askServer(client, withEdits(everything, near))).toMatchObject({
      phase: 'accepted',
    })
  })

  it('refuses in its own words, on the real server', async () => {
    const verdict = await askServer(client, withEdits(everything, edits))
    expect(verdict).toMatchObject({
      phase: 'validation',
      message: expect.stringContaining(message),
    })
  })
})
