/** An object that is to be there, with these fields; what others have set stays. Plain JSON. */
export type WantedObject = {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly labels: { readonly [name: string]: string }
    readonly annotations?: { readonly [name: string]: string }
  }
  readonly [field: string]: unknown
}
