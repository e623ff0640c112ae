import { merge, post } from '../../conformance/case.ts'
import { pod, podSpec, pods } from '../../conformance/objects.ts'
import { ask, type Group, kubectl } from '../step.ts'

const made = (...bodies: readonly object[]) => bodies.map((body) => ask(post(pods, body)))

export const podGroup: Group = {
  name: 'pods',
  cases: {
    'one made from words': [
      kubectl('run web --image=web:1'),
      kubectl('get pod'),
      kubectl('get pod web -o wide'),
      kubectl('run web --image=web:1'),
      kubectl([
        ...['run', 'job', '--image=web:1', '--restart=Never', '--port=80', '--labels=a=b'],
        ...['--env=X=y', '--command', '--', 'sh', '-c', 'echo done'],
      ]),
      kubectl('get pod job -o yaml'),
      kubectl('run other --image=web:1 --dry-run=server -o name'),
      kubectl([
        ...['run', 'picky', '--image=web:1'],
        '--overrides={"spec":{"nodeSelector":{"disk":"fast"},"schedulerName":"mine"}}',
      ]),
      kubectl('get pod picky -o jsonpath={.spec.nodeSelector}'),
      kubectl('run bad_name --image=web:1'),
      kubectl('get pods -o name'),
      kubectl('delete pod web job picky'),
    ],
    'one that was given a node': [
      ...made(pod('a')),
      ask(
        post(`${pods}/a/binding`, {
          ...{ apiVersion: 'v1', kind: 'Binding', metadata: { name: 'a' } },
          target: { kind: 'Node', name: 'here' },
        }),
      ),
      kubectl('get pod a -o wide'),
      kubectl('describe pod a'),
      kubectl('get pods --field-selector spec.nodeName=here -o name'),
    ],
    'one that no node suits': [
      ...made(pod('a', { ...podSpec(), nodeSelector: { disk: 'fast' } })),
      ask(
        merge(`${pods}/a/status`, {
          status: {
            conditions: [
              {
                ...{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
                ...{ message: 'no node fits', lastTransitionTime: '2025-01-02T03:04:05Z' },
              },
            ],
          },
        }),
      ),
      kubectl('get pod a'),
      kubectl('describe pod a'),
      kubectl('wait pod/a --for=condition=PodScheduled=false --timeout=10s'),
    ],
    'one with a gate': [
      ...made(pod('a', { ...podSpec(), schedulingGates: [{ name: 'quota' }] })),
      kubectl('get pod a'),
      kubectl(['patch', 'pod', 'a', '--type=merge', '-p', '{"spec":{"schedulingGates":null}}']),
    ],
  },
}
