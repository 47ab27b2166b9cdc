import type { BackendName } from '../types'

/** What the browser reports about a backend before tfjs uses it. */
export type Probe =
  | {
      readonly ok: true
      readonly device: string
      /** Whether the processor stands in for a graphics processor. */
      readonly software: boolean
    }
  | {
      readonly ok: false
      /** One sentence for people, with a remedy if there is one. */
      readonly reason: string
    }

/** A backend that may run the engine: one file, entered in `registry.ts`. */
export interface BackendCandidate {
  readonly name: BackendName
  /** Name for people, such as "WebGPU". */
  readonly title: string
  /** A sentence that says why the automatic choice took it. */
  readonly advantage: string
  /** Why the automatic choice skips it when it runs in software; absent if it does not. */
  readonly softwareObjection?: string
  /** Must not start anything: whatever it opens, it closes. */
  readonly probe: () => Promise<Probe>
  /** Makes it tfjs's backend. Resolves to what it runs on; throws where it cannot start. */
  readonly activate: () => Promise<string>
  /** Adds what we compute faster on it than tfjs does, once it has passed the self-test. */
  readonly addKernels?: () => Promise<void>
  /** Features of the activated device that not every such device has. */
  readonly features?: () => readonly string[]
  /** What does not work as it should since `activate`, as a sentence for people; null if everything does. */
  readonly shortcoming?: () => string | null
  /** Undoes `activate`, and frees what it holds. */
  readonly release: () => void
}
