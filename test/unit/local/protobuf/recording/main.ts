/**
 * `node test/unit/local/protobuf/recording/main.ts`: writes down what kubectl sends to a real API server, and
 * what that answers, in protobuf and in JSON. Where KUBECONFIG is set it asks that one, which must be empty.
 */
import { writeFileSync } from 'node:fs'
import { openCluster } from '../../../../cluster/cluster.ts'
import { fileOf, type Recorded } from '../recorded.ts'
import { recordAnswers } from './record-answers.ts'
import { recordCommands } from './record-commands.ts'

const cluster = await openCluster()
try {
  write('kubectl', await recordCommands(cluster.access))
  write('answers', await recordAnswers(cluster.access))
} finally {
  await cluster.close()
}

function write<Name extends keyof Recorded>(name: Name, entries: Recorded[Name]): void {
  const lines = Object.entries(entries).map(
    ([key, entry]) => `${JSON.stringify(key)}:${JSON.stringify(entry)}`,
  )
  const text = `{\n${lines.join(',\n')}\n}\n`
  writeFileSync(fileOf(name), text)
  process.stdout.write(`${name}: ${lines.length}, ${text.length} bytes\n`)
}
