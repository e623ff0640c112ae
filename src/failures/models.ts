import { again, type Failures, final } from './failure.ts'

/** Of models and the servers that serve them. */
export const modelsFailures = {
  ModelUnknown: final(404, 'Ask for one of the names that are served.'),
  VersionUnknown: final(
    404,
    'Ask for one of the versions that are served, or for none: then the last one answers.',
  ),
  ModelNotReady: again(503, 'Ask again later; where a failure is named, look after that.'),
  SettingsInvalid: final(
    422,
    'Correct what is named. A server that runs goes on with what was there.',
  ),
  ModelUriInvalid: final(
    400,
    'Write file:///PATH, https://HOST/PATH or s3://BUCKET/KEY, without a user in it.',
  ),
  ModelOriginForbidden: final(
    403,
    'Take a place that is allowed, or allow it (--allow-hosts, --allow-loopback and their like); cloud metadata never is.',
  ),
  ModelOriginUntrusted: again(
    502,
    'Renew the certificate of the origin, or mount the ca.crt that it is signed with.',
  ),
  ModelAccessDenied: again(403, 'Check the credentials that are mounted, and what they may read.'),
  ModelMissing: again(404, 'Put the model where the URI says, or correct the URI.'),
  ModelUnreachable: again(
    502,
    'Look at the origin and the network. A server that runs tries again by itself.',
  ),
  ModelAnswerInvalid: again(502, 'Look at what the origin answers: it must be the file, as it is.'),
  ModelTooLarge: final(413, 'Make the model smaller, or raise the limit.'),
  ModelDigestMismatch: again(422, 'Correct sha256, or put back the bytes that it was made of.'),
  ModelDigestChanged: again(
    409,
    'Put the former bytes back, and give the new ones a URI of their own.',
  ),
  ModelInvalid: final(
    422,
    'Export the model anew as the message says: one ONNX file, with tensors in and out.',
  ),
  ModelCrashed: again(
    503,
    'None: the model is opened anew. If it stays, give it more memory, or look at what it is sent.',
  ),
  InferenceFailed: final(400, 'Correct the values that are sent: the model has refused them.'),
  CacheUnwritable: again(500, 'Make room or look after the disk; it is tried again.'),
  CacheDamaged: again(500, 'None: it is fetched anew. If it comes again, look after the disk.'),
} satisfies Failures
