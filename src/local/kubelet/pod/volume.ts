import type { FieldRef, ResourceFieldRef } from './spec.ts'

/** A volume; whichever of its sources is not named here is one that a folder cannot stand for. */
export type Volume = {
  readonly name: string
  readonly emptyDir?: object
  readonly hostPath?: HostPath
  readonly configMap?: ConfigMapVolume
  readonly secret?: SecretVolume
  readonly downwardAPI?: DownwardVolume
  readonly projected?: {
    readonly sources?: readonly Projection[]
    readonly defaultMode?: number
  }
}

export type HostPath = { readonly path: string; readonly type?: string }

type ConfigMapVolume = Picked & { readonly name?: string; readonly defaultMode?: number }
type SecretVolume = Picked & { readonly secretName?: string; readonly defaultMode?: number }
type DownwardVolume = {
  readonly items?: readonly DownwardItem[]
  readonly defaultMode?: number
}

/** One of the sources of a projected volume. */
export type Projection = {
  readonly configMap?: Picked & { readonly name?: string }
  readonly secret?: Picked & { readonly name?: string }
  readonly downwardAPI?: { readonly items?: readonly DownwardItem[] }
}

/** Which keys become which files; all of them under their own names, if nothing is said. */
export type Picked = {
  readonly items?: readonly {
    readonly key: string
    readonly path: string
    readonly mode?: number
  }[]
  readonly optional?: boolean
}

export type DownwardItem = {
  readonly path: string
  readonly mode?: number
  readonly fieldRef?: FieldRef
  readonly resourceFieldRef?: ResourceFieldRef
}
