import { type CelRule, namedList, type Schema } from '../../../src/api/schema.ts'

const rule = (text: string, message: string, fieldPath?: string): CelRule =>
  fieldPath === undefined ? { rule: text, message } : { rule: text, message, fieldPath }

const name = { type: 'string', minLength: 1, maxLength: 8, pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$' }
const text = { type: 'string', maxLength: 16 } as const satisfies Schema

const duration = {
  type: 'string',
  maxLength: 32,
  pattern: '^([0-9]+(\\.[0-9]+)?(h|m|s|ms))+$',
  'x-kubernetes-validations': [
    rule("!self.endsWith('d')", 'write days as hours'),
    rule("duration(self) <= duration('168h')", 'at most a week'),
  ],
} as const satisfies Schema

const parts = namedList(4, {
  type: 'object',
  required: ['name', 'kind'],
  properties: {
    name: name as Schema,
    kind: { type: 'string', enum: ['Wheel', 'Motor'] },
    share: { type: 'integer', minimum: 0, maximum: 100 },
    wait: duration,
    tags: { type: 'array', maxItems: 3, items: { type: 'string', minLength: 1, maxLength: 4 } },
    margin: {
      type: 'object',
      properties: { absolute: text, ratio: text },
      'x-kubernetes-validations': [
        rule('has(self.absolute) != has(self.ratio)', 'give absolute or ratio'),
      ],
    },
  },
  'x-kubernetes-validations': [
    rule("self.kind != 'Motor' || has(self.share)", 'a motor has a share', '.share'),
    rule("!has(self.tags) || self.tags.all(t, t.matches('^.{1,3}$'))", 'short tags', '.tags'),
  ],
})

const spec = {
  type: 'object',
  required: ['main', 'parts'],
  properties: {
    main: name as Schema,
    parts: {
      ...parts,
      'x-kubernetes-validations': [
        rule("self.filter(p, p.kind == 'Wheel').size() >= 1", 'one wheel at least'),
      ],
    },
    mood: { type: 'string', enum: ['Calm', 'Wild'], default: 'Calm' },
    nick: {
      ...text,
      minLength: 2,
      'x-kubernetes-validations': [
        rule('size(self) <= 3', 'three letters'),
        rule("self < 'x'", 'before x'),
        rule("!self.contains('q') && !self.startsWith('z')", 'neither q nor z'),
      ],
    },
    steps: {
      type: 'array',
      maxItems: 3,
      'x-kubernetes-list-type': 'atomic',
      items: {
        type: 'object',
        required: ['percent'],
        properties: { percent: { type: 'integer', minimum: 1, maximum: 100 }, wait: duration },
      },
      'x-kubernetes-validations': [
        rule('self.all(s, self.exists_one(o, o.percent == s.percent))', 'each percent once'),
        rule('self.size() < 2 || self[0].percent < self[1].percent', 'rising'),
      ],
    },
    plan: {
      type: 'object',
      default: {},
      properties: {
        alpha: {
          ...text,
          default: '0.05',
          'x-kubernetes-validations': [
            rule('double(self) > 0.0 && double(self) < 1.0', 'between 0 and 1'),
          ],
        },
        shortest: { ...duration, default: '24h' },
        longest: { ...duration, default: '168h' },
      },
      'x-kubernetes-validations': [
        rule(
          '!has(self.longest) || duration(self.shortest) <= duration(self.longest)',
          'shortest first',
          '.shortest',
        ),
      ],
    },
    labels: {
      type: 'object',
      maxProperties: 3,
      additionalProperties: {
        ...text,
        'x-kubernetes-validations': [rule("self != 'bad'", 'not bad')],
      },
      'x-kubernetes-validations': [
        rule("!('x' in self) || self['x'] == self.x", 'x is x'),
        rule("self.all(k, size(k) <= 4 && self[k] != '')", 'short keys, no empty value'),
      ],
    },
    counts: {
      type: 'object',
      maxProperties: 3,
      additionalProperties: {
        type: 'integer',
        maximum: 50,
        'x-kubernetes-validations': [rule('10 / self > 0', 'a small divisor')],
      },
    },
    groups: { type: 'object', maxProperties: 2, additionalProperties: parts },
    port: {
      'x-kubernetes-int-or-string': true,
      maxLength: 8,
      pattern: '^[0-9]+%$',
      'x-kubernetes-validations': [
        rule("type(self) == string ? self != '0%' : self > 0", 'positive'),
        rule("self != '13%' && self != 13", 'not thirteen'),
        rule('type(self) == string || self < 99', 'a small number'),
      ],
    },
    loose: {
      'x-kubernetes-int-or-string': true,
      maxLength: 8,
      'x-kubernetes-validations': [rule('self > 3', 'a number over three')],
    },
    at: {
      type: 'string',
      format: 'date-time',
      'x-kubernetes-validations': [rule("self > timestamp('2020-01-01T00:00:00Z')", 'recent')],
    },
    big: {
      type: 'integer',
      format: 'int64',
      maximum: 9e18,
      'x-kubernetes-validations': [
        rule('self != 9007199254740993', 'not this'),
        rule('self + 9 > self', 'grows'),
      ],
    },
    ratio: {
      type: 'number',
      minimum: 0.5,
      maximum: 1000000.5,
      'x-kubernetes-validations': [
        rule('self != 0.75 && self * 2.0 < 100.0', 'not 0.75, below 50'),
      ],
    },
    flag: { type: 'boolean', default: true },
    list: { type: 'array', minItems: 2, maxItems: 3, items: { type: 'integer' } },
    matrix: {
      type: 'array',
      maxItems: 3,
      items: { type: 'array', maxItems: 2, items: { type: 'number', minimum: 0 } },
    },
    anything: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    open: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      properties: { known: { type: 'object', properties: { deep: text } } },
      'x-kubernetes-validations': [rule('!has(self.known) || has(self.known.deep)', 'deep')],
    },
    free: { 'x-kubernetes-preserve-unknown-fields': true },
    namespace: text,
    'a-b': text,
    'c.d': text,
    e__f: text,
    given: { type: 'object', default: { a: 1 }, properties: { a: { type: 'integer' } } },
    items: { type: 'array', maxItems: 2, items: { ...text, default: 'x' } as Schema },
  },
  'x-kubernetes-validations': [
    rule('self.parts.exists(p, p.name == self.main)', 'main is one of the parts', '.main'),
    rule("!has(self.__namespace__) || self.__namespace__ != 'x'", 'namespace', '.namespace'),
    rule("!has(self.a__dash__b) || self.a__dash__b != 'x'", 'dash', "['a-b']"),
    rule("!has(self.c__dot__d) || self.c__dot__d != 'x'", 'dot', "['c.d']"),
    rule("!has(self.e__underscores__f) || self.e__underscores__f != 'x'", 'underscores'),
    rule("self.mood in ['Calm'] || has(self.nick)", 'wild ones have a nick'),
    rule('self.parts.map(p, p.name).exists(n, n == self.main)', 'main again'),
    rule("!has(self.labels) || !has(self.labels.y) || self.labels.y != 'n'", 'y', '.labels.y'),
    rule('!has(self.list) || self.list[2] > 0', 'the third is positive'),
    rule('!has(self.open) || self.plan.alpha != self.main', 'alpha is not main'),
    rule('has(self.nick) || !has(self.at) || self.nick == self.main', 'no such key'),
  ],
} as const satisfies Schema

/** Every keyword of a schema and every construct of a rule that Contender uses, in one kind. */
export const widgets = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.test.contender.dev' },
  spec: {
    group: 'test.contender.dev',
    scope: 'Namespaced',
    names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec,
              status: {
                type: 'object',
                required: ['stage'],
                properties: { stage: { type: 'string', default: 'New' } },
              },
            },
            'x-kubernetes-validations': [
              rule(
                "size(self.metadata.name) <= 12 && self.metadata.name.matches('^[a-z]')",
                'a short name',
              ),
              rule("self.kind == 'Widget' && has(self.spec)", 'always'),
            ],
          },
        },
      },
    ],
  },
} as const

/** The smallest widget that is accepted. */
export const widget = {
  apiVersion: 'test.contender.dev/v1',
  kind: 'Widget',
  metadata: { name: 'w' },
  spec: { main: 'a', parts: [{ name: 'a', kind: 'Wheel' }] },
} as const
