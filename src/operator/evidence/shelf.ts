/** Where the check-point of one experiment lies. What it throws is named as the cluster names it. */
export type Shelf = {
  /** Of the experiment, as its name begins. */
  readonly name: string
  /** Nothing where it isn't there, or is another experiment's that had this name. */
  readonly read: (name: string) => Promise<Leaf | undefined>
  /** Of all that lie here. */
  readonly list: () => Promise<readonly Lying[]>
  /** Throws `NameTaken` where something has the name. */
  readonly create: (name: string, contents: Contents) => Promise<Leaf>
  /** Throws `StaleWrite` where it isn't any more what it was. */
  readonly replace: (name: string, contents: Contents, before: Leaf) => Promise<Leaf>
  readonly remove: (lying: Lying) => Promise<void>
}

export type Contents = {
  /** What lies where. */
  readonly index?: string
  readonly bytes: { readonly [key: string]: Uint8Array }
}

export type Leaf = Contents & { readonly version: string }

export type Lying = { readonly name: string; readonly uid: string }
