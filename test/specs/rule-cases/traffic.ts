import type { RuleCase } from './rule-case.ts'

export const trafficCases: readonly RuleCase[] = [
  {
    rule: 'give canary or split, not both',
    accepts: { 'spec.traffic.canary': undefined, 'spec.traffic.split': undefined },
    refuses: {
      'spec.traffic.canary': { steps: [{ percent: 1 }] },
      'spec.traffic.split': { challengers: [{ name: 'enhanced', percent: 1 }] },
    },
  },
  {
    rule: 'give exactly one of header, cookie and pointer',
    accepts: { 'spec.traffic.unit': { pointer: '/user' } },
    refuses: { 'spec.traffic.unit': { cookie: 'user', pointer: '/user' } },
  },
  {
    rule: 'let every step be higher than the one before',
    accepts: { 'spec.traffic.canary.steps': [{ percent: 1 }, { percent: 2 }, { percent: 99 }] },
    refuses: { 'spec.traffic.canary.steps': [{ percent: 1 }, { percent: 2 }, { percent: 2 }] },
  },
  {
    rule: 'keep the sum below 100: the champion gets the rest',
    accepts: {
      'spec.traffic.canary': undefined,
      'spec.traffic.split.challengers': [
        { name: 'baseline', percent: 50 },
        { name: 'enhanced', percent: 49 },
      ],
    },
    refuses: {
      'spec.traffic.canary': undefined,
      'spec.traffic.split.challengers': [
        { name: 'baseline', percent: 50 },
        { name: 'enhanced', percent: 50 },
      ],
    },
  },
  {
    rule: 'name challengers of spec.variants, and remove those that are gone from there',
    accepts: {
      'spec.traffic.canary': undefined,
      'spec.traffic.split.challengers': [{ name: 'enhanced', percent: 1 }],
    },
    refuses: {
      'spec.traffic.canary': undefined,
      'spec.traffic.split.challengers': [{ name: 'nobody', percent: 1 }],
    },
  },
  {
    rule: 'choose another header: x-contender-… are Contender’s own',
    accepts: { 'spec.traffic.unit': { header: 'x-contenders' } },
    refuses: { 'spec.traffic.unit': { header: 'X-Contender-Variant' } },
  },
  {
    rule: 'give a timeout of at most 5m: no client waits longer',
    acceptsValue: '5m0s',
    refusesValues: ['5m1ms', '301s', '1h', '999999h'],
  },
]
