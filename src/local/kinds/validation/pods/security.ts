import { type Address, child, type Problem } from '../../../../admission/problem.ts'
import type { JsonObject } from '../../../../api/json.ts'
import {
  all,
  between,
  type Check,
  each,
  fields,
  ifThere,
  invalid,
  invalidAs,
  missing,
  oneOf,
  required,
  whole,
} from '../checks.ts'

const id = between(0, 2 ** 31 - 1)

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined']

/** What a container may ask of the kernel, by a profile that is known or lies on the node. */
const profile = (name: string, whenMissing: string, isShownWhole: boolean): Check =>
  all(
    fields({ type: required(oneOf(...profileTypes), whenMissing) }),
    whole(({ type = '', localhostProfile: file }, at) => {
      const place = child(at, 'localhostProfile')
      if (type === 'Localhost') {
        return file === undefined || file === ''
          ? [missing(place, `must be set when ${name} type is Localhost`)]
          : []
      }
      const parts = { Type: type, LocalhostProfile: file }
      const shown = JSON.stringify(isShownWhole ? parts : file)
      const detail = `can only be set when ${name} type is Localhost`
      return file === undefined ? [] : [invalidAs(place, shown, detail)]
    }),
  )

const seccompProfile = profile('seccomp', 'type is required when seccompProfile is set', true)
const appArmorProfile = profile('AppArmor', 'type is required when appArmorProfile is set', false)

const common = {
  ...{ runAsUser: id, runAsGroup: id, seccompProfile, appArmorProfile },
}

export const containerSecurity: Check = all(
  fields({ ...common, procMount: ifThere(oneOf('Default', 'Unmasked')) }),
  whole(escalationProblems),
)

function escalationProblems(context: JsonObject, at: Address): readonly Problem[] {
  const { allowPrivilegeEscalation: allowed, privileged } = context
  const detail = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'
  return allowed === false && privileged === true ? [invalid(at, context, detail)] : []
}

export const podSecurity: Check = fields({
  ...common,
  fsGroup: id,
  supplementalGroups: each(id),
  sysctls: each(fields({ name: required() })),
  fsGroupChangePolicy: ifThere(oneOf('Always', 'OnRootMismatch')),
})
