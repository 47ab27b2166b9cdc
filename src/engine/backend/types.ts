/** Backends in the order in which they are tried. */
export const BACKEND_NAMES = ['webgpu', 'wasm', 'webgl', 'cpu'] as const
export type BackendName = (typeof BACKEND_NAMES)[number]

/** What runs the engine, and why. */
export interface BackendReport {
  readonly name: BackendName
  /** What the backend runs on, such as "nvidia ampere" or "2 threads, SIMD". */
  readonly device: string
  /** Features that not every such device has, such as "shader-f16"; absent if unknown. */
  readonly features?: readonly string[]
  /** Why this one was chosen, in one sentence for people. */
  readonly reason: string
  /** Those that were tried or skipped before it, each with the reason in a sentence. */
  readonly rejected: readonly { readonly name: BackendName; readonly reason: string }[]
}
