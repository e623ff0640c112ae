import { again, type Failures, final } from './failure.ts'

/** Of requests, whoever answers them. */
export const httpFailures = {
  RequestInvalid: final(
    400,
    'Correct what is named. Of a prediction, GET /v2/models/NAME says what the model takes.',
  ),
  PathUnknown: final(404, 'See GET /openapi.json of a server, docs/route.md of a router.'),
  MethodNotAllowed: final(405, 'See GET /openapi.json of a server, docs/route.md of a router.'),
  BodyTooLarge: final(413, 'Send fewer rows at a time, as binary tensors, or raise --body-limit.'),
  EncodingUnsupported: final(
    415,
    'Send the body as it is, or with Content-Encoding gzip or deflate.',
  ),
  ClientGone: final(499, 'None: nobody waits for the answer any more.'),
  Overloaded: again(429, 'Ask again later, or serve the model with more replicas.'),
  Unauthorized: final(401, 'Sign the request with a key of the experiment, as docs/route.md says.'),
} satisfies Failures
