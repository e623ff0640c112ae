import { objectAt } from '../defaults/filling.ts'
import { withNameLabel } from '../defaults/others.ts'
import type { Prepare } from '../kind.ts'
import { preparation, taking } from './preparation.ts'

const usual = preparation({
  hasStatus: true,
  create: (object) => ({ ...withNameLabel(withOurFinalizer(object)), status: { phase: 'Active' } }),
  update: (object, old) => ({
    ...object,
    spec: taking(objectAt(object, 'spec'), objectAt(old, 'spec'), 'finalizers'),
  }),
})

/** A Namespace is held until what lives in it is gone: only then its finalizer is taken away. */
export const namespacePreparation: Prepare = usual

const finalizer = 'kubernetes'

function withOurFinalizer(object: Parameters<Prepare['create']>[0]) {
  const spec = objectAt(object, 'spec')
  const sent = Array.isArray(spec['finalizers']) ? spec['finalizers'] : []
  const finalizers = sent.includes(finalizer) ? sent : [...sent, finalizer]
  return { ...object, spec: { ...spec, finalizers } }
}
