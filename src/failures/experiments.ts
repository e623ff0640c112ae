import { again, type Failures, final } from './failure.ts'

/** Of experiments, their rounds, and what runs for them. */
export const experimentsFailures = {
  RecordCorrupt: final(
    500,
    'Restore the ConfigMap from a copy; or begin anew: delete it, and the experiment with it. It is never written over.',
  ),
  TemplateInvalid: final(422, 'Correct what is named: the API server has refused the pods.'),
  TemplateTooLarge: final(
    413,
    'Make the template smaller: what the record keeps of a variant has room for 8 KiB.',
  ),
  SecretMissing: again(404, 'Create the named Secret in the namespace of the experiment.'),
  ServiceMissing: again(404, 'Create the named Service, or correct the variant that names it.'),
  ServiceUnanswering: again(503, 'Look after the named Service: nothing behind it answers.'),
  ImageMissing: again(
    404,
    'Push the image, correct its name, or give the pods what opens its registry.',
  ),
  CrashLooping: again(500, 'Look at the log of the named pod: kubectl logs --previous.'),
  QuotaExceeded: again(
    403,
    'Raise the quota of the namespace, or ask for less: replicas, resources.',
  ),
  PodUnschedulable: again(
    503,
    'Add nodes, or ask for less: resources, nodeSelector, tolerations, affinity.',
  ),
  ChallengerUnready: again(503, 'Look at the pods of the challenger, then ask for another try.'),
  ChampionDown: again(
    503,
    'Look at the pods of the champion: nothing is decided until they answer again.',
  ),
  RouterUnreachable: again(
    503,
    'Look at the pods of the routers, and the network between them and the operator: a router goes on with the plan that it has.',
  ),
  StaleRequest: final(
    409,
    'Look at status.round.number and status.lastHandledRequest, and ask again with the next number.',
  ),
  RequestRefused: final(409, 'Ask for what the present stage allows; the message says what.'),
  EvidenceUnavailable: again(
    503,
    'Look at the routers’ pods and the network between them and the operator: the clock of the round stands still.',
  ),
  EvidenceCorrupt: final(
    500,
    'Restore the named ConfigMaps from a copy, or ask for another try: the round begins anew.',
  ),
  EvidenceTooLarge: final(
    413,
    'Ask for fewer metrics or variants, or a longer outcomeDelay: what was counted has no room in a ConfigMap.',
  ),
  QueryUnknown: again(
    503,
    'Look at the query and at Prometheus: without a number nothing rises and nothing is promoted.',
  ),
} satisfies Failures
