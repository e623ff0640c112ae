import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type KubeConfig, loadYaml } from '@kubernetes/client-node'

/** What the client passes over in a user, or reads under another name than Kubernetes writes it. */
type Stated = { readonly tokenFile?: string } & {
  readonly [name in (typeof narrowing)[number]]?: unknown
}

/** The client sends `as`, but none of these: whoever is meant to have few rights would have others. */
const narrowing = ['as-groups', 'as-uid', 'as-user-extra'] as const

/**
 * Gives the users of a configuration the token files that their kubeconfigs name. Throws where the
 * current one is somebody whom the client cannot be.
 */
export function completeUsers(config: KubeConfig, files: readonly string[]): void {
  const current = config.getCurrentUser()?.name
  for (const { name, stated, folder } of files.flatMap(usersIn)) {
    if (name === current) refuseNarrowed(name, stated)
    const { tokenFile } = stated
    if (tokenFile)
      Object.assign(config.getUser(name) ?? {}, readingToken(resolve(folder, tokenFile)))
  }
}

function refuseNarrowed(name: string, stated: Stated): void {
  const found = narrowing.find((field) => stated[field] !== undefined)
  if (found === undefined) return
  throw new Error(`its user ${name} has ${found}, which is not supported`)
}

function usersIn(file: string) {
  const { users } = Object(loadYaml(readFileSync(file, 'utf8')))
  const found: readonly { readonly name: string; readonly user?: Stated }[] = users ?? []
  return found.map(({ name, user }) => ({ name, stated: user ?? {}, folder: dirname(file) }))
}

/** As the client has it for a pod, whose token it reads again and again. It goes before a token. */
const readingToken = (tokenFile: string) => ({
  authProvider: { name: 'tokenFile', config: { tokenFile } },
  token: undefined,
})
