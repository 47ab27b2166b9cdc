/** @file A compute shader of our own, and what it takes. */
export interface Shader {
  /** Shaders of the same key have the same code, and are compiled once a device. */
  readonly key: string
  /**
   * Declares inputs, then outputs, at consecutive bindings of group 0 and uses all of them; its entry point is `main`.
   * `declareBuffers` writes the declarations.
   */
  readonly code: () => string
  readonly workgroups: readonly [number, number, number]
  /** The approximate number of products; by default few. */
  readonly work?: number
}
