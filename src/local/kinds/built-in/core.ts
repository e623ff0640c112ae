import type { JsonObject } from '../../../api/json.ts'
import { valueAt } from '../../../api/json.ts'
import { textAt } from '../columns/cells.ts'
import { eventColumns } from '../columns/events.ts'
import {
  configMapColumns,
  namespaceColumns,
  secretColumns,
  serviceAccountColumns,
} from '../columns/others.ts'
import { podColumns, podRowConditions } from '../columns/pods.ts'
import { serviceColumns } from '../columns/services.ts'
import { objectAt } from '../defaults/filling.ts'
import { namespace, secret } from '../defaults/others.ts'
import { pod } from '../defaults/pods.ts'
import { service } from '../defaults/services.ts'
import { withSecretNames } from '../preparation/accounts.ts'
import { namespacePreparation } from '../preparation/namespaces.ts'
import { podPreparation } from '../preparation/pods.ts'
import { preparation } from '../preparation/preparation.ts'
import { servicePreparation } from '../preparation/services.ts'
import { validateConfigMap } from '../validation/config-maps.ts'
import { validateEvent } from '../validation/events.ts'
import { label1123, pathSegment } from '../validation/names.ts'
import { validateNamespace } from '../validation/namespaces.ts'
import { validatePod } from '../validation/pods/pods.ts'
import { validateSecret } from '../validation/secrets.ts'
import { validateService } from '../validation/services.ts'
import { serviceWarnings } from '../warnings/others.ts'
import { podWarnings } from '../warnings/pods.ts'
import type { BuiltIn } from './built-in.ts'

const core = { group: '', version: 'v1' }
const plain = preparation({ hasStatus: false })

/** The kinds that are as old as Kubernetes. */
export const coreKinds = (serviceAddress: string): readonly BuiltIn[] => [
  {
    ...{ ...core, kind: 'Pod', plural: 'pods', definition: 'core.v1.Pod' },
    ...{ shortNames: ['po'], categories: ['all'], subresources: ['status', 'log', 'binding'] },
    ...{ defaults: pod, prepare: podPreparation, columns: podColumns },
    ...{ validate: validatePod, warnings: podWarnings },
    unwritable: ['spec', 'metadata.deletionTimestamp', 'metadata.ownerReferences'],
    rowConditions: podRowConditions,
    isShownWhenGone: true,
    graceSeconds,
    selectable: (object) => ({
      'spec.nodeName': textAt(object, ['spec', 'nodeName']),
      'spec.restartPolicy': textAt(object, ['spec', 'restartPolicy']),
      'spec.schedulerName': textAt(object, ['spec', 'schedulerName']),
      'spec.serviceAccountName': textAt(object, ['spec', 'serviceAccountName']),
      'spec.hostNetwork': String(valueAt(object, ['spec', 'hostNetwork']) ?? false),
      'status.phase': textAt(object, ['status', 'phase']),
      'status.podIP': textAt(object, ['status', 'podIP']),
      'status.nominatedNodeName': textAt(object, ['status', 'nominatedNodeName']),
    }),
  },
  {
    ...{ ...core, kind: 'Service', plural: 'services', definition: 'core.v1.Service' },
    ...{ shortNames: ['svc'], categories: ['all'], subresources: ['status'], name: label1123 },
    ...{ defaults: service, prepare: servicePreparation(serviceAddress), columns: serviceColumns },
    ...{ validate: validateService, warnings: serviceWarnings },
    ...{ isMadeByUpdate: true, isShownWhenGone: true },
    selectable: (object) => ({
      'spec.clusterIP': textAt(object, ['spec', 'clusterIP']),
      'spec.type': textAt(object, ['spec', 'type']),
    }),
  },
  {
    ...{ ...core, kind: 'ConfigMap', plural: 'configmaps', definition: 'core.v1.ConfigMap' },
    ...{ shortNames: ['cm'], prepare: plain, columns: configMapColumns },
    validate: validateConfigMap,
  },
  {
    ...{ ...core, kind: 'Secret', plural: 'secrets', definition: 'core.v1.Secret' },
    ...{ defaults: secret, prepare: plain, columns: secretColumns },
    validate: validateSecret,
    selectable: (object) => ({ type: textAt(object, ['type']) }),
  },
  {
    ...{ ...core, kind: 'Event', plural: 'events', definition: 'core.v1.Event' },
    ...{ shortNames: ['ev'], prepare: plain, columns: eventColumns, isMadeByUpdate: true },
    ...{ validate: validateEvent, name: pathSegment },
    selectable: eventFields,
  },
  {
    ...{ ...core, kind: 'Namespace', plural: 'namespaces', definition: 'core.v1.Namespace' },
    ...{ shortNames: ['ns'], isNamespaced: false, subresources: ['status', 'finalize'] },
    ...{ name: label1123, defaults: namespace, prepare: namespacePreparation },
    ...{ columns: namespaceColumns, isShownWhenGone: true },
    validate: validateNamespace,
    lasting: ['default', 'kube-system', 'kube-public'],
    prepareDeletion: (object) => ({
      ...object,
      status: { ...objectAt(object, 'status'), phase: 'Terminating' },
    }),
    selectable: (object) => ({
      name: textAt(object, ['metadata', 'name']),
      'status.phase': textAt(object, ['status', 'phase']),
    }),
  },
  {
    ...{ ...core, kind: 'ServiceAccount', plural: 'serviceaccounts' },
    ...{ definition: 'core.v1.ServiceAccount', shortNames: ['sa'] },
    prepare: preparation({ hasStatus: false, create: withSecretNames, update: withSecretNames }),
    ...{ columns: serviceAccountColumns, isShownWhenGone: true },
    inert:
      'a ServiceAccount is stored, and gives nobody a token or a right: there are neither here',
  },
]

/** A Pod that runs nowhere, or no longer, needs no time to stop. */
function graceSeconds(object: JsonObject): number {
  const isOver = ['Succeeded', 'Failed'].includes(textAt(object, ['status', 'phase']))
  if (isOver || textAt(object, ['spec', 'nodeName']) === '') return 0
  return Number(valueAt(object, ['spec', 'terminationGracePeriodSeconds']) ?? 30)
}

/** By the names of events.k8s.io, of an Event in the form of v1. */
export function newEventFields(event: JsonObject): { readonly [field: string]: string } {
  const { reason = '', type = '', reportingComponent = '', ...rest } = eventFields(event)
  const about = Object.entries(rest).filter(([field]) => field.startsWith('involvedObject.'))
  return {
    ...Object.fromEntries(about.map(([field, text]) => [`regarding.${field.slice(15)}`, text])),
    ...{ reason, type, reportingController: reportingComponent },
  }
}

/** By the names of v1. */
function eventFields(event: JsonObject): { readonly [field: string]: string } {
  const about = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath']
  const involved = about.map((field) => {
    return [`involvedObject.${field}`, textAt(event, ['involvedObject', field])] as const
  })
  const source = textAt(event, ['source', 'component'])
  return {
    ...Object.fromEntries(involved),
    reason: textAt(event, ['reason']),
    reportingComponent: textAt(event, ['reportingComponent']),
    source: source === '' ? textAt(event, ['reportingComponent']) : source,
    type: textAt(event, ['type']),
  }
}
