import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WantedObject } from '../../../src/plan/wanted/wanted.ts'
import { aFolder } from '../route/processes.ts'

/** A folder that a Secret is mounted at, as a kubelet does it: all at once, by a link. */
export function aMount() {
  const folder = aFolder()
  let states = 0

  function mount(secret: WantedObject): void {
    const state = `..state-${states++}`
    mkdirSync(join(folder, state))
    for (const [name, text] of Object.entries(Object(secret['data'])))
      writeFileSync(join(folder, state, name), Buffer.from(`${text}`, 'base64'))
    symlinkSync(state, join(folder, '..next'))
    renameSync(join(folder, '..next'), join(folder, '..data'))
  }

  return { folder, mount }
}
