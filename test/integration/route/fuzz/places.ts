import { createHttp } from '../../fuzz/http.ts'

const names: readonly string[] = [
  ...[
    '__proto__',
    'constructor',
    '',
    '.',
    '..',
    '%',
    '%zz',
    '%00',
    '%2e%2e',
    '%2F',
    '%E0%A4%A',
    '%ff',
  ],
  ...['a'.repeat(5_000), 'a%20b', 'a+b', ':', '\xff\xfe', '*', '{}', '"', '|', '\\', '^`', '\x7f'],
]

/** What clients may ask for: all that isn't for outcomes is the models'. */
export const frontHttp = createHttp({
  names,
  paths: [
    ...[
      (name: string) => `/v2/models/${name}/infer`,
      (name: string) => `/${name}`,
      (name: string) => `//${name}`,
      (name: string) => `/v1/outcomes/${name}`,
      (name: string) => `/v1/outcomes?${name}`,
      (name: string) => `/v1/outcomes#${name}`,
      (name: string) => `/v1/%6futcomes/${name}`,
      (name: string) => `http://elsewhere.example/v2/models/${name}/infer`,
      (name: string) => `http://elsewhere.example/v1/outcomes?${name}`,
      (name: string) => `https://a:b@elsewhere.example:99999/${name}`,
      (name: string) => `/v2/models/x/infer?${name}#${name}`,
    ],
  ],
  others: ['/', '/v2', '/v2/health/live', '/v1/outcomes', '/v1/outcomes/', '/metrics', '/v1/plan'],
  pathless: ['*', 'v2', '?', ' ', '', 'http://', 'http:///v2', 'https://?a', '\t/v2', 'a:80', '//'],
})

export const adminHttp = createHttp({
  names,
  paths: [
    (name) => `/v1/plan/${name}`,
    (name) => `/v1/plan?${name}`,
    (name) => `/v1/siblings?${name}`,
    (name) => `/v1/${name}`,
    (name) => `/${name}`,
    (name) => `http://elsewhere.example/v1/${name}`,
  ],
  others: [
    '/',
    '/livez',
    '/readyz',
    '/metrics',
    '/v1/plan',
    '/v1/tally',
    '/v1/siblings',
    '/v1/bequest',
  ],
  pathless: ['*', 'v1', '?', ' ', '', 'http://', 'http:///v1', '\t/v1', 'a:80'],
})
