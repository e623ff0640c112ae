import { CoreV1Api, makeInformer, type V1ConfigMap } from '@kubernetes/client-node'
import type { Access } from '../client.ts'
import { configFrom } from '../door/ground.ts'
import type { Said } from './changing-objects.ts'
import type { Follows } from './weather.ts'

/** The client's own informer, restarted after errors as its examples do, though sooner. */
export function startInformer(
  access: Access,
  namespace: string,
): Follows<{ wrong: readonly string[] }> {
  const config = configFrom(access)
  const api = config.makeApiClient(CoreV1Api)
  const [path, labelSelector] = [`/api/v1/namespaces/${namespace}/configmaps`, 'kind=changing']
  const list = () => api.listNamespacedConfigMap({ namespace, labelSelector })
  const informer = makeInformer<V1ConfigMap>(config, path, list, labelSelector)
  let stopped = false
  const start = () => {
    if (!stopped) informer.start().catch(again)
  }
  const again = () => void setTimeout(start, 20)
  informer.on('error', again)
  start()

  function report(truth: ReadonlyMap<string, Said>) {
    const known = new Map(informer.list().map(({ metadata }) => [metadata?.name ?? '', metadata]))
    const names = [...new Set([...truth.keys(), ...known.keys()])]
    const isWrong = (name: string) => known.get(name)?.resourceVersion !== truth.get(name)?.version
    return { wrong: names.filter(isWrong) }
  }

  return {
    report,
    isAt: (truth) => report(truth).wrong.length === 0,
    stop: async () => {
      stopped = true
      await informer.stop()
    },
  }
}
