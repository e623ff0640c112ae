import { createHttp } from '../../fuzz/http.ts'

const names: readonly string[] = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', '.', '..', '%', '%zz', '%00'],
  ...['%2e%2e', '%2F', '%E0%A4%A', '%ff', '%F0%9F%98%80', 'a'.repeat(5_000), 'a%20b', 'a+b', ':'],
  ...['identity-string%00', 'IDENTITY-STRING', 'identity-string;a=1', '\xff\xfe', '*', '{}', '"'],
]

const paths: readonly ((name: string) => string)[] = [
  (name) => `/v2/models/${name}/infer`,
  (name) => `/v2/models/${name}`,
  (name) => `/v2/models/${name}/ready`,
  (name) => `/v2/models/identity-string/versions/${name}/infer`,
  (name) => `/v2/models/${name}/versions/${name}`,
  (name) => `/${name}`,
  (name) => `/v2/${name}`,
  (name) => `//v2//models/${name}/infer`,
  (name) => `/v2/models/identity-string/infer?${name}`,
  (name) => `/v2/models/identity-string/infer#${name}`,
  (name) => `/v2/models/identity-string/infer/${name}`,
  (name) => `http://elsewhere.example/v2/models/${name}/infer`,
  (name) => `/v2/repository/models/${name}/load`,
]

/** Asked with GET: what there is beside models. */
const others: readonly string[] = [
  ...['/', '/v2', '/v2/', '/v2/health/live', '/v2/health/ready', '/metrics', '/openapi.json'],
  ...['/v2/models', '/metrics/', '/v2/health', '/v1/models', '/favicon.ico'],
]

/** No path at all. */
const pathless: readonly string[] = ['*', 'v2', '?', ' ', '', 'http://', 'http:///v2', '\t/v2']

export const http = createHttp({ names, paths, others, pathless })
