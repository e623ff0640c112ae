import { again, type Failures, final } from './failure.ts'

/** Of Kubernetes, and of what the operator asks of it. */
export const clusterFailures = {
  ApiUnreachable: again(502, 'Check the address, the API server and the network.'),
  ApiUnavailable: again(
    503,
    'None: it is tried again. If it stays, look at the API server and its webhooks.',
  ),
  ApiForbidden: again(403, 'Grant the operator the named permission.'),
  ApiUnauthorized: again(
    401,
    'Renew the credentials: in the kubeconfig, or the service account of the pod.',
  ),
  CrdMissing: again(404, 'Install it: kubectl apply -f crds/modelexperiments.yaml.'),
  ResourceMissing: again(
    404,
    'Use a cluster that serves this kind of object: Kubernetes 1.31 or newer.',
  ),
  NamespaceGone: final(409, 'None: what is in a namespace ends with it.'),
  NameTaken: final(
    409,
    'Remove or rename the object that has this name, or rename the experiment.',
  ),
  StaleWrite: again(409, 'None: the object has changed, and the next pass sees it as it is now.'),
  ObjectInvalid: final(422, 'Correct the named field; where it is not one of yours, report a bug.'),
  KubeconfigInvalid: final(
    400,
    'Correct what is named, set KUBECONFIG to another file, or run inside a cluster.',
  ),
  LeadLost: again(409, 'None: another replica leads and goes on.'),
} satisfies Failures
