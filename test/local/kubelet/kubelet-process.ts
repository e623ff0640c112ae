/** `node kubelet-process.ts KUBECONFIG NODE FOLDER`: a kubelet that can be killed. */
import { configAt } from '../../../src/kube/config.ts'
import { createDoor } from '../../../src/kube/door.ts'
import { createKubelet } from '../../../src/local/kubelet/kubelet.ts'
import { systemClock } from '../../../src/reconciler/clock.ts'
import { images } from './programs.ts'

const [kubeconfig = '', nodeName = '', folder = ''] = process.argv.slice(2)
const door = createDoor(() => configAt(kubeconfig))
const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())
const kubelet = createKubelet({
  ...{ door, nodeName, folder, images, bindAddress: '127.0.0.1' },
  ...{ clock: systemClock, chance: Math.random, settings: { farewellMs: 500 } },
  trouble: (where, cause) => process.stderr.write(`${where}: ${cause}\n`),
})
await kubelet.run(stop.signal)
await door.close()
