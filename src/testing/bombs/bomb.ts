/** A file that asks for more than it should get. */
export interface BytesBomb {
  readonly name: string
  readonly make: () => Uint8Array<ArrayBuffer>
}
