import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { servingIn } from '../../../src/cli/serve-options.ts'
import { serveModels } from '../../../src/server/serving.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { newFolder } from '../origins/given.ts'

/** A start that fails: how, and what is left to read of it. */
async function failedStart(settings: string | undefined) {
  const folder = newFolder()
  const [file, termination] = [join(folder, 'settings.yaml'), join(folder, 'termination')]
  if (settings !== undefined) writeFileSync(file, settings)
  const argv = ['--settings', file, '--termination-log', termination, '--listen', '127.0.0.1:0']
  const serving = servingIn([...argv, '--cache', join(folder, 'cache')], {}, folder)
  const stopping = new AbortController()
  const log = createLog({
    write: (line) => void (line.includes('"msg":"ready"') && stopping.abort()),
  })
  const ports = { log, environment: {}, say: () => {} }
  const failure = await serveModels(serving, ports, stopping.signal).catch((cause) => cause)
  expect(stopping.signal.aborted, 'it has started').toBe(false)
  return { failure, said: readFileSync(termination, 'utf8').replaceAll(folder, '…') }
}

it.each([
  ['a file that is not there', undefined, /^SettingsInvalid: …\/settings\.yaml: ENOENT.*\n$/],
  [
    'a file that is not sound',
    'models: []',
    /^SettingsInvalid: …\/settings\.yaml:1: models is empty: name one at least\n$/,
  ],
])('leaves to read why a start has failed: %s', async (_, settings, says) => {
  const { failure, said } = await failedStart(settings)
  expect(failure.code).toBe('SettingsInvalid')
  expect(said).toMatch(says)
})

it('leaves to read which model has failed a start, once', async () => {
  const { failure, said } = await failedStart('models: [{ name: iris, uri: iris.onnx }]')
  expect(failure.code).toBe('ModelMissing')
  expect(said).toMatch(/^iris: ModelMissing: .*\n$/)
})
