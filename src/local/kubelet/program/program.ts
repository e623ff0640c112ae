import type { Pod } from '../pod/pod.ts'
import type { Container, VolumeMount } from '../pod/spec.ts'
import { commandLine, type Env, expanded } from './command.ts'
import { type Environment, environmentOf, type Missing } from './environment.ts'
import type { Place } from './fields.ts'
import { heapEnv } from './heap.ts'
import type { Held } from './held.ts'
import type { Image } from './image.ts'
import { createRelocation, type Mounted } from './mounts.ts'
import { type PortMap, portEnv } from './ports.ts'

/** All that a process needs to begin. */
export type Program = {
  readonly argv: readonly string[]
  readonly env: Env
  readonly cwd: string
}

/** A program, and how commands are run beside it: those of probes and hooks. */
export type Prepared = {
  readonly program: Program
  readonly beside: (command: readonly string[]) => Program
  /** Of what it mounts: folders that must be there. */
  readonly mounted: readonly Mounted[]
  readonly dropped: readonly string[]
}

export type Setting = {
  readonly pod: Pod
  readonly place: Place
  readonly ports: PortMap
  /** Where programs are looked for, unless the container says otherwise. */
  readonly path: string
  /** The folder of a volume, or the file or folder of the machine that it stands for. */
  readonly volume: (name: string) => string
  /** The container's own folder, for want of a file system of its own. */
  readonly home: string
  /** Where it may leave its last words. */
  readonly lastWords: string
}

/** By this variable of its environment a process is known to be of a Pod. */
export const marker = 'CONTENDER_POD_UID'

const defaultLastWords = '/dev/termination-log'

export function prepare(
  container: Container,
  image: Image,
  held: Held,
  setting: Setting,
): Prepared | Missing {
  const { pod, place } = setting
  const environment = environmentOf(container, givenTo(container, image, setting), {
    pod,
    place,
    held,
  })
  if ('missing' in environment) return environment

  const mounted = (container.volumeMounts ?? []).map((mount) =>
    placed(mount, environment.env, setting.volume(mount.name)),
  )
  const { terminationMessagePath: path = defaultLastWords } = container
  const relocate = createRelocation([...mounted, { path, folder: setting.lastWords }])
  const argv = commandLine(container, image, environment.env, relocate)
  const relocated = { ...relocatedEnv(environment, relocate), [marker]: pod.uid }
  const env = { ...relocated, ...heapEnv(container, argv[0] ?? '', relocated) }
  const cwd = container.workingDir ? relocate(container.workingDir) : image.workingDir
  const common = { env, cwd: cwd ?? setting.home }
  return {
    program: { argv, ...common },
    beside: (command) => ({ argv: command.map(relocate), ...common }),
    mounted,
    dropped: environment.dropped,
  }
}

function givenTo(container: Container, image: Image, setting: Setting): Env {
  const { pod, place, ports, path, home, lastWords } = setting
  return {
    ...{ PATH: path, HOME: home, TMPDIR: home, HOSTNAME: pod.spec.hostname ?? pod.name },
    ...{ HOST: place.address, ...portEnv(container, ports), TERMINATION_LOG: lastWords },
    ...image.env,
  }
}

function placed(
  { mountPath, subPath, subPathExpr }: VolumeMount,
  env: Env,
  folder: string,
): Mounted {
  const below = subPathExpr ? expanded(subPathExpr, env) : (subPath ?? '')
  return { path: mountPath, folder: below === '' ? folder : `${folder}/${below}` }
}

/** A password is passed on as it is, whatever it looks like. */
function relocatedEnv({ env, own, secret }: Environment, relocate: (text: string) => string): Env {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      own.has(name) && !secret.has(name) ? relocate(value) : value,
    ]),
  )
}
