/** What to hand to kubectl; `body` and `text` are files that lie where it runs. */
type Commands = { readonly [sentence: string]: readonly string[] }

/** What kubectl makes objects of by itself, and sends in protobuf. */
export const commands: Commands = {
  'a namespace': ['create', 'namespace', 'alpha'],
  'a service account': ['create', 'serviceaccount', 'robot'],
  'an empty secret': ['create', 'secret', 'generic', 'empty'],
  'a secret of literals': [
    ...['create', 'secret', 'generic', 'literals'],
    ...['--from-literal=user=admin', '--from-literal=none='],
  ],
  'a secret of a file': ['create', 'secret', 'generic', 'file', '--from-file=body'],
  'a secret with a type and a hash in its name': [
    ...['create', 'secret', 'generic', 'typed', '--append-hash'],
    ...['--type=contender.dev/any', '--from-literal=a=b'],
  ],
  'a secret for a registry': [
    ...['create', 'secret', 'docker-registry', 'registry', '--docker-server=r.example'],
    ...['--docker-username=u', '--docker-password=p', '--docker-email=a@b.example'],
  ],
  'an empty config map': ['create', 'configmap', 'empty'],
  'a config map of literals': [
    ...['create', 'configmap', 'literals', '--from-literal=a=b'],
    ...['--from-literal=greeting=Grüße, 世界 🎉', '--from-literal=none='],
  ],
  'a config map of a text and of bytes': [
    ...['create', 'configmap', 'files', '--from-file=text', '--from-file=renamed=body'],
  ],
  'a config map of settings': ['create', 'configmap', 'settings', '--from-env-file=text'],
  'a deployment': ['create', 'deployment', 'plain', '--image=nginx'],
  'a deployment of more, with a port': [
    ...['create', 'deployment', 'more', '--image=nginx', '--replicas=2', '--port=8080'],
  ],
  'a deployment of none': ['create', 'deployment', 'none', '--image=nginx:1.27', '--replicas=0'],
  'a deployment of two containers': [
    ...['create', 'deployment', 'two', '--image=nginx', '--image=r.example/busybox:1'],
  ],
  'a deployment with a command': [
    ...['create', 'deployment', 'busy', '--image=busybox', '--', 'sh', '-c', 'sleep 10', ''],
  ],
  'a service': ['create', 'service', 'clusterip', 'plain', '--tcp=80:8080'],
  'a service without an address': [
    ...['create', 'service', 'clusterip', 'headless', '--clusterip=None'],
  ],
  'a service with an address': [
    ...['create', 'service', 'clusterip', 'fixed', '--clusterip=10.0.0.77', '--tcp=80'],
  ],
  'a service of a named port, at a port of each node': [
    ...['create', 'service', 'nodeport', 'node', '--tcp=80:http', '--node-port=30080'],
  ],
  'a service with a balancer': [
    ...['create', 'service', 'loadbalancer', 'balanced', '--tcp=443:8443', '--tcp=80'],
  ],
  'a service elsewhere': [
    ...['create', 'service', 'externalname', 'elsewhere', '--external-name=example.com'],
  ],
  'a budget of so many that stay': [
    ...['create', 'poddisruptionbudget', 'stay', '--selector=app=a', '--min-available=1'],
  ],
  'a budget of a share that goes': [
    ...['create', 'pdb', 'go', '--selector=app in (a,b),!old', '--max-unavailable=50%'],
  ],
  'a config map that knows how it was made': [
    ...['create', 'configmap', 'known', '--from-literal=a=b', '--save-config'],
  ],
  'a config map by another writer': [
    ...['create', 'configmap', 'written', '--from-literal=a=b', '--field-manager=somebody'],
  ],
}
