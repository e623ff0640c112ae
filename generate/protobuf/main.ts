/**
 * Writes which fields the messages of Kubernetes have, as its own .proto files and Go types tell it:
 * `src/local/protobuf/messages.json`. Needs Go, and the modules that the tests' API server is built of.
 */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deleteOptions, messageOf, readable } from '../../src/local/protobuf/kinds.ts'
import { tagsIn } from './go-tags.ts'
import { messagesIn } from './proto-files.ts'
import { type Package, tableOf } from './table.ts'

const module = join(import.meta.dirname, '../../test/cluster/server/build/kubernetes')
const list = ['list', '-m', '-f', '{{.Dir}}', 'k8s.io/api', 'k8s.io/apimachinery']
const { stdout } = await promisify(execFile)('go', list, { cwd: module })
const [api = '', machinery = ''] = stdout.trim().split('\n')

const folders = [
  ...['core/v1', 'apps/v1', 'autoscaling/v1', 'autoscaling/v2', 'coordination/v1'].map(inApi),
  ...['discovery/v1', 'events/v1', 'networking/v1', 'policy/v1'].map(inApi),
  ...['apis/meta/v1', 'api/resource', 'util/intstr', 'runtime'].map((folder) =>
    join(machinery, 'pkg', folder),
  ),
]
const kinds = Object.entries(readable).flatMap(([apiVersion, names]) =>
  names.map((name) => messageOf(apiVersion, name) ?? ''),
)
const table = tableOf([...kinds, deleteOptions.message, 'runtime.Unknown'], folders.map(packageIn))
const lines = Object.entries(table).map(
  ([name, message]) => `${JSON.stringify(name)}:${JSON.stringify(message)}`,
)
const text = `{\n${lines.join(',\n')}\n}\n`
writeFileSync(join(import.meta.dirname, '../../src/local/protobuf/messages.json'), text)
process.stdout.write(`${lines.length} messages, ${text.length} bytes\n`)

function inApi(folder: string): string {
  return join(api, folder)
}

function packageIn(folder: string): Package {
  const files = readdirSync(folder).filter((file) => /^[a-z_]*types.*(?<!_test)\.go$/.test(file))
  const go = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n')
  const proto = readFileSync(join(folder, 'generated.proto'), 'utf8')
  return { messages: messagesIn(proto), tags: tagsIn(go) }
}
