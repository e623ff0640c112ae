/**
 * Part of `npm run record`: has kubectl talk to a real API server, and writes down what it says.
 * Where KUBECONFIG is set it is that one, which must have no controllers.
 */
import { openCluster } from '../../cluster/cluster.ts'
import { defineExperiments } from '../conformance/definition.ts'
import { groups } from './groups.ts'
import { playAll } from './play-all.ts'
import { records } from './records.ts'

const wanted = process.argv.slice(2)
const chosen = groups.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const cluster = await openCluster()
try {
  await defineExperiments(cluster.access)
  const answers = await playAll(chosen, cluster.access)
  for (const [group, cases] of Object.entries(answers)) {
    await records.write(group, cases)
    process.stdout.write(`${group}: ${Object.keys(cases).length} cases\n`)
  }
} finally {
  await cluster.close()
}
