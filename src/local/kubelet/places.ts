import { join } from 'node:path'

/** Where a kubelet keeps what; all of it below one folder that is its own. */
export function createPlaces(folder: string) {
  const pod = (uid: string) => join(folder, 'pods', uid)
  const container = (uid: string, name: string) => join(pod(uid), 'containers', name)
  return {
    root: folder,
    lock: join(folder, 'kubelet.json'),
    processes: join(folder, 'processes'),
    pipes: join(folder, 'pipes'),
    pods: join(folder, 'pods'),
    pod,
    record: (uid: string) => join(pod(uid), 'pod.json'),
    volume: (uid: string, name: string) => join(pod(uid), 'volumes', name),
    home: (uid: string, name: string) => join(container(uid, name), 'home'),
    lastWords: (uid: string, name: string) => join(container(uid, name), 'last-words'),
    logs: (uid: string, name: string) => join(container(uid, name), 'logs'),
  }
}

export type Places = ReturnType<typeof createPlaces>
