/** Refusals that the embedded server gives in place of others. */

const refusal = (code: number, reason: string, message: string, more: object = {}) => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  reason,
  ...more,
  code,
})

export const unauthorized = refusal(401, 'Unauthorized', 'Unauthorized')

export const notAllowed = refusal(
  405,
  'MethodNotAllowed',
  'the server does not allow this method on the requested resource',
  { details: {} },
)

export const notFound = refusal(
  404,
  'NotFound',
  'the server could not find the requested resource',
  { details: {} },
)

export const taken = (plural: string, name: string) =>
  refusal(409, 'AlreadyExists', `${plural} "${name}" already exists`, {
    details: { name, kind: plural },
  })

export const badRequest = (message: string) => refusal(400, 'BadRequest', message)
