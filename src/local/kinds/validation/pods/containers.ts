import { type Address, child, entry, type Problem } from '../../../../admission/problem.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../../api/json.ts'
import {
  all,
  type Check,
  duplicate,
  each,
  fields,
  forbidden,
  ifThere,
  objectsIn,
  oneOf,
  repeated,
  required,
  text,
  whole,
} from '../checks.ts'
import { label1123, portName } from '../names.ts'
import { env, envFrom } from './env.ts'
import { devices, mounts, type Volumes } from './mounts.ts'
import { lifecycle, portNumber, probes } from './probes.ts'
import { resourceRequirements } from './resources.ts'
import { containerSecurity } from './security.ts'

/** What containers depend on that stands elsewhere in the Pod. */
export type Surroundings = {
  /** The volumes in which nothing is wrong, by name. */
  readonly volumes: Volumes
  readonly grace: Json | undefined
}

const ports: Check = all(
  each(
    fields({
      name: ifThere(text(portName)),
      containerPort: (value, at) =>
        value === undefined || value === 0 ? required()(undefined, at) : portNumber(value, at),
      hostPort: ifThere((value, at) => (value === 0 ? [] : portNumber(value, at))),
      protocol: oneOf('SCTP', 'TCP', 'UDP'),
    }),
  ),
  (value, at) => {
    const names = objectsIn(value).map(({ name }) => name)
    const sound = names.map((name) => (portName(String(name ?? '')).length > 0 ? undefined : name))
    return repeated(sound, (i) => child(entry(at, i), 'name'))
  },
)

const trimmed = (image: string) =>
  image === image.trim() ? [] : ['must not have leading or trailing whitespace']

const resizePolicy = ({ resourceName, restartPolicy }: JsonObject, at: Address) => [
  ...required(oneOf('cpu', 'memory'))(resourceName, at),
  ...required(oneOf('NotRequired', 'RestartContainer'))(restartPolicy, at),
]

const common = ({ volumes }: Surroundings): Check =>
  all(
    fields({
      name: required(text(label1123)),
      image: required(),
      terminationMessagePolicy: oneOf('File', 'FallbackToLogsOnError'),
      ...{ ports, env, envFrom },
      imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
      resources: resourceRequirements,
      securityContext: containerSecurity,
      // The server does not say which of them it means.
      resizePolicy: (value, at) => objectsIn(value).flatMap((policy) => resizePolicy(policy, at)),
    }),
    whole((container, at) => mounts(container, volumes, child(at, 'volumeMounts'))),
    whole((container, at) => devices(container, volumes, child(at, 'volumeDevices'))),
  )

const imageOfPod = fields({ image: ifThere(text(trimmed)) })

export const mainContainers = (around: Surroundings, isTemplate: boolean): Check =>
  required(
    all(
      each(
        all(
          common(around),
          isTemplate ? () => [] : imageOfPod,
          fields({ lifecycle: lifecycle(around.grace), ...probes }),
          whole((container, at) => restartProblems(container, at)),
        ),
      ),
      (value, at) =>
        repeated(
          objectsIn(value).map(({ name }) => name),
          (i) => child(entry(at, i), 'name'),
        ),
      (value, at) => hostPortConflicts(objectsIn(value), at),
    ),
  )

const restarts = ['Always', 'Never', 'OnFailure']

function restartProblems({ restartPolicy }: JsonObject, at: Address): readonly Problem[] {
  return restartPolicy === undefined
    ? []
    : oneOf(...restarts)(restartPolicy, child(at, 'restartPolicy'))
}

/** Containers that run before the others, or, where they restart always, beside them. */
export const initContainers = (
  around: Surroundings,
  isTemplate: boolean,
  main: readonly (Json | undefined)[],
): Check =>
  all(
    each(
      all(common(around), isTemplate ? () => [] : imageOfPod, (value, at) =>
        isJsonObject(value) ? startProblems(value, at, around) : [],
      ),
    ),
    (value, at) => {
      const own = objectsIn(value).map(({ name }) => name)
      const before = main.length
      return repeated([...main, ...own], (i) => child(entry(at, i - before), 'name')).filter(
        ({ field }) => !field.includes('[-'),
      )
    },
    each((value, at) => (isJsonObject(value) ? hostPortConflicts([value], at) : [])),
  )

const ofSidecars = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']

function startProblems(container: JsonObject, at: Address, { grace }: Surroundings) {
  const { restartPolicy } = container
  const restart = restartProblems(container, at)
  if (restartPolicy === 'Always') {
    return [...restart, ...fields({ lifecycle: lifecycle(grace), ...probes })(container, at)]
  }
  const detail = 'may not be set for init containers without restartPolicy=Always'
  const surplus = ofSidecars.filter((name) => container[name] !== undefined)
  return [...restart, ...surplus.map((name) => forbidden(child(at, name), detail))]
}

/** One port of the host is one container's, by protocol and address. */
function hostPortConflicts(containers: readonly JsonObject[], at: Address): readonly Problem[] {
  const taken = containers.flatMap((container, i) =>
    objectsIn(container['ports']).flatMap(({ hostPort = 0, hostIP = '', protocol = '' }, j) =>
      hostPort === 0
        ? []
        : [
            {
              key: `${protocol}/${hostIP}/${hostPort}`,
              at: child(entry(child(entry(at, i), 'ports'), j), 'hostPort'),
            },
          ],
    ),
  )
  const keys = taken.map(({ key }) => key)
  return taken.flatMap(({ key, at }, i) => (keys.indexOf(key) < i ? [duplicate(at, key)] : []))
}
