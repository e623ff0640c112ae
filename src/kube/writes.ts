import { adopting } from './adoption.ts'
import { askDone, askGone, askObject, type CallOptions } from './ask.ts'
import { type Known, type Ref, type Stored, titleOf, type Wanted } from './objects.ts'
import { mustHold, type Precondition } from './preconditions.ts'
import { apiVersionOf, pathOf, type Resource, resourceOf, resources } from './resources.ts'
import type { Transport, Verb } from './transport.ts'

export type WriteOptions = CallOptions & {
  /** The server says what would become of it, and leaves it at that; a new object has no version. */
  readonly dryRun?: boolean
}

/** The object as it was when it was seen. */
export type Seen = { readonly resourceVersion: string; readonly uid?: string }

/** A patch by RFC 7386: `null` removes a field, a list comes whole. */
export type MergePatch = { readonly metadata?: object; readonly [field: string]: unknown }

type Write = {
  readonly verb: Verb
  /** Completes «cannot …»: `apply`. */
  readonly act: string
  readonly resource: Resource
  readonly at: Ref
  readonly subresource?: 'status' | 'scale'
  readonly body: { readonly metadata?: object; readonly [field: string]: unknown }
  /** What the body must say of the object that is meant. */
  readonly needs: readonly Precondition[]
}

/**
 * The ways to write. Each returns what the server made of it, can be a dry run, and leaves what it is
 * given as it is. One whose answer was lost (`ApiUnreachable`), or that the server could not bring to its
 * end (`ApiUnavailable`), may have taken place.
 */
export function createWrites(transport: Transport, owner: string) {
  /** A new object. One that has the name already is left alone, whosever it is: `NameTaken`. */
  function create(object: Wanted, options: WriteOptions = {}): Promise<Stored> {
    const { namespace, name } = object.metadata
    const resource = resourceOf(object)
    return askObject(transport, {
      ...only(options),
      ...{
        verb: 'create',
        method: 'POST',
        resource,
        what: `create ${titleOf(resource, object.metadata)}`,
      },
      path: pathOf(resource, { namespace }, asked(owner, options)),
      body: JSON.stringify({ ...object, metadata: { ...object.metadata, namespace, name } }),
    })
  }

  /**
   * Makes the fields of a known object be what is stated, and removes those that were stated before:
   * by an apply or by its creation. Others' fields stay. Refuses another object of the same name, and,
   * with a `resourceVersion`, one that has changed: `StaleWrite`.
   */
  async function apply(object: Known, options: WriteOptions = {}): Promise<Stored> {
    const resource = resourceOf(object)
    const at = object.metadata
    const write = { verb: 'apply', act: 'apply', resource, at, needs: ['uid'] } as const
    const applied = await serverSide({ ...write, body: object }, options)
    const adoption = adopting(applied, owner)
    if (adoption === undefined || options.dryRun === true) return applied
    const { resourceVersion } = await merge({ ...write, body: adoption }, options).then(metadataOf)
    const metadata = { ...object.metadata, resourceVersion }
    return serverSide({ ...write, body: { ...object, metadata } }, options)
  }

  /** The whole status of the object as it was seen; a field that is no longer stated goes. */
  function applyStatus(
    resource: Resource,
    { namespace, name, uid, resourceVersion }: Ref & Required<Seen>,
    status: object,
    options: WriteOptions = {},
  ): Promise<Stored> {
    const metadata = { namespace, name, uid, resourceVersion }
    const body = { apiVersion: apiVersionOf(resource), kind: resource.kind, metadata, status }
    const subresource = 'status'
    return serverSide(
      {
        ...{ verb: 'apply', act: 'write the status of', resource, at: metadata, subresource },
        ...{ body, needs: ['uid', 'resourceVersion'] },
      },
      options,
    )
  }

  /** Some fields of the object as it was seen. */
  function patch(
    resource: Resource,
    at: Ref,
    changes: MergePatch,
    { resourceVersion, uid }: Seen,
    options: WriteOptions = {},
  ): Promise<Stored> {
    const body = { ...changes, metadata: { ...changes.metadata, resourceVersion, uid } }
    const needs = ['resourceVersion'] as const
    return merge({ verb: 'patch', act: 'patch', resource, at, body, needs }, options)
  }

  /** The replicas of a known object; returns its `Scale`. */
  function scale(
    resource: Resource,
    at: Ref,
    replicas: number,
    { uid, resourceVersion }: { readonly uid: string; readonly resourceVersion?: string },
    options: WriteOptions = {},
  ): Promise<Stored> {
    const body = { metadata: { uid, resourceVersion }, spec: { replicas } }
    const write = { verb: 'scale', act: 'scale', resource, at, subresource: 'scale' } as const
    return merge({ ...write, body, needs: ['uid'] }, options)
  }

  /**
   * Says on which node a known Pod runs. It can be said once: a Pod that has a node, is on its way out, or
   * was another one, is left alone: `StaleWrite`.
   */
  async function bind(
    { namespace, name }: Ref,
    node: string,
    { uid, resourceVersion }: { readonly uid: string; readonly resourceVersion?: string },
    options: WriteOptions = {},
  ): Promise<void> {
    const { pods: resource } = resources
    const metadata = { namespace, name, uid, resourceVersion }
    const target = { apiVersion: 'v1', kind: 'Node', name: node }
    mustHold({ metadata }, ['uid'])
    await askDone(transport, {
      ...only(options),
      ...{ verb: 'bind', method: 'POST', resource, what: `bind ${titleOf(resource, metadata)}` },
      path: pathOf(resource, { namespace, name, subresource: 'binding' }, asked(owner, options)),
      body: JSON.stringify({ apiVersion: 'v1', kind: 'Binding', metadata, target }),
    })
  }

  /**
   * Removes the object that was seen; one that is gone already is fine. Without `graceSeconds` the server
   * grants what the object asks for, and what hangs on the object goes after it.
   */
  async function remove(
    resource: Resource,
    at: Ref,
    seen: { readonly uid: string; readonly resourceVersion?: string },
    { graceSeconds, ...options }: WriteOptions & { readonly graceSeconds?: number } = {},
  ): Promise<void> {
    const preconditions = { uid: seen.uid, resourceVersion: seen.resourceVersion }
    mustHold({ metadata: preconditions }, ['uid'])
    await askGone(transport, {
      ...only(options),
      ...{ verb: 'delete', method: 'DELETE', resource, what: `delete ${titleOf(resource, at)}` },
      path: pathOf(resource, at, { dryRun: options.dryRun === true ? 'All' : undefined }),
      body: JSON.stringify({
        ...{ apiVersion: 'v1', kind: 'DeleteOptions', preconditions },
        ...{ propagationPolicy: 'Background', gracePeriodSeconds: graceSeconds },
      }),
    })
  }

  function serverSide(write: Write, options: WriteOptions): Promise<Stored> {
    // JSON is YAML, and no server before 1.36 takes the type that says JSON.
    return change(
      write,
      'application/apply-patch+yaml',
      asked(owner, options, { force: true }),
      options,
    )
  }

  function merge(write: Write, options: WriteOptions): Promise<Stored> {
    return change(write, 'application/merge-patch+json', asked(owner, options), options)
  }

  async function change(
    { verb, act, resource, at, subresource, body, needs }: Write,
    contentType: string,
    query: Query,
    options: WriteOptions,
  ): Promise<Stored> {
    mustHold(body, needs)
    const { namespace, name } = at
    const place = { namespace, name, ...(subresource && { subresource }) }
    return askObject(transport, {
      ...only(options),
      ...{ verb, method: 'PATCH', resource, what: `${act} ${titleOf(resource, at)}` },
      ...{ path: pathOf(resource, place, query), contentType, body: JSON.stringify(body) },
    })
  }

  return { create, apply, applyStatus, patch, scale, bind, remove }
}

type Query = Parameters<typeof pathOf>[2]

function asked(owner: string, { dryRun }: WriteOptions, more: Query = {}): Query {
  return { fieldManager: owner, ...more, dryRun: dryRun === true ? 'All' : undefined }
}

const only = ({ signal, urgent }: CallOptions) => ({ signal, urgent })

const metadataOf = ({ metadata }: Stored) => metadata
