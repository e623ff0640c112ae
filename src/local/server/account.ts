import { type Accounts, createAccounts } from '../apply/accounts.ts'
import type { Kind, Subresource } from '../kinds/kind.ts'
import { apiVersionOf } from './ground.ts'

export type AccountsOf = (kind: Kind, subresource?: Subresource) => Accounts

/** Who keeps account of which part of which kind: made once, when it is first written. */
export function createBooks(): AccountsOf {
  const books = new Map<string, Accounts>()
  return function accountsOf(kind, subresource) {
    const apiVersion = apiVersionOf(kind)
    const name = `${apiVersion} ${kind.kind} ${subresource ?? ''}`
    const known = books.get(name)
    if (known !== undefined) return known
    const { schema, blank, unwritable } = kind
    const made = createAccounts({
      ...{ apiVersion, kind: kind.kind, schema, blank },
      ...(subresource && { subresource }),
      ignored: subresource === 'status' ? unwritable.status : unwritable.object,
    })
    books.set(name, made)
    return made
  }
}
