/** A kind with all that decides who owns what, and nothing that refuses a value. */
const text = { type: 'string' } as const
const number = { type: 'integer' } as const

const spec = {
  type: 'object',
  properties: {
    text,
    number,
    amount: { 'x-kubernetes-int-or-string': true },
    truth: { type: 'boolean' },
    filled: { type: 'string', default: 'full' },
    set: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
    numbers: { type: 'array', items: number, 'x-kubernetes-list-type': 'set' },
    atomic: { type: 'array', items: text, 'x-kubernetes-list-type': 'atomic' },
    plain: { type: 'array', items: { type: 'object', properties: { a: text, b: text } } },
    struct: {
      type: 'object',
      properties: { a: text, b: { type: 'object', properties: { c: text } } },
    },
    whole: { type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { a: text, b: text } },
    map: { type: 'object', additionalProperties: text },
    wholeMap: { type: 'object', 'x-kubernetes-map-type': 'atomic', additionalProperties: text },
    deep: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: {
          a: text,
          set: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
        },
      },
    },
    open: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      properties: { known: text },
    },
    anything: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    items: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        required: ['name'],
        properties: {
          name: text,
          value: text,
          struct: { type: 'object', properties: { a: text, b: text } },
          ports: {
            type: 'array',
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': ['port', 'protocol'],
            items: {
              type: 'object',
              required: ['port'],
              properties: {
                port: number,
                protocol: { type: 'string', default: 'TCP' },
                label: text,
              },
            },
          },
        },
      },
    },
  },
} as const

const condition = {
  type: 'object',
  required: ['type'],
  properties: { type: text, status: text, reason: text, message: text },
} as const

const status = {
  type: 'object',
  properties: {
    phase: text,
    counts: { type: 'object', additionalProperties: number },
    conditions: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
      items: condition,
    },
  },
} as const

export const proofCrd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'proofs.proof.contender.dev' },
  spec: {
    group: 'proof.contender.dev',
    scope: 'Namespaced',
    names: {
      kind: 'Proof',
      listKind: 'ProofList',
      plural: 'proofs',
      singular: 'proof',
      shortNames: [],
      categories: [],
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [],
        schema: { openAPIV3Schema: { type: 'object', properties: { spec, status } } },
      },
    ],
  },
} as const
