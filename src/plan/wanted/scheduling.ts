import type { SpecVariant } from '../variants/variant.ts'

type Pod = { readonly [field: string]: unknown }

/**
 * A pod that runs where, and as whom, the variant says. What stands in its template, too, is added to, where there can be
 * several, and else replaced; what is no list there is for the API server to refuse.
 */
export function scheduled(pod: Pod, { scheduling = {} }: Pick<SpecVariant, 'scheduling'>): Pod {
  const { nodeSelector, tolerations, affinity, serviceAccountName, imagePullSecrets } = scheduling
  return {
    ...pod,
    ...(nodeSelector && { nodeSelector: { ...Object(pod['nodeSelector']), ...nodeSelector } }),
    ...(tolerations && { tolerations: [...listIn(pod['tolerations']), ...tolerations] }),
    ...(affinity && { affinity }),
    ...(serviceAccountName !== undefined && { serviceAccountName }),
    ...(imagePullSecrets && {
      imagePullSecrets: [
        ...listIn(pod['imagePullSecrets']).filter((one) => !isAmong(imagePullSecrets, one)),
        ...imagePullSecrets,
      ],
    }),
  }
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const isAmong = (named: readonly { readonly name: string }[], one: unknown) =>
  named.some(({ name }) => name === Object(one).name)
