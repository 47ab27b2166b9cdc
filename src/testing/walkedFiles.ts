/** @file Files whose walks are counted: how many are looked at with nobody let in. */
import { vi } from 'vitest'
import type { JobControl } from '../engine/jobControl'
import type { DataFile } from '../images/datasets/types'

const EMPTY = new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)])

interface WalkedFiles {
  readonly files: readonly DataFile[]
  readonly control: JobControl
  /** The most paths that were read between two checkpoints. */
  readonly mostAtOnce: () => number
  /** The progress that was told of, from 0 to 1. */
  readonly progress: readonly number[]
}

/**
 * Files for a walk in which time flies: whoever asks whether it is time to let messages in finds that it is.
 *
 * @param cancelAt the checkpoint at which the job is cancelled
 */
export function walkedFiles(
  paths: readonly string[],
  cancelled?: { readonly at: number; readonly by: Error },
): WalkedFiles {
  let now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000))
  let [read, most] = [0, 0]
  const progress: number[] = []
  const files = paths.map((path) => ({
    get path() {
      read++
      return path
    },
    blob: EMPTY,
  }))
  return {
    files,
    control: {
      async checkpoint(step, steps) {
        most = Math.max(most, read)
        read = 0
        progress.push(step / Math.max(1, steps))
        if (cancelled !== undefined && progress.length > cancelled.at) throw cancelled.by
      },
    },
    mostAtOnce: () => Math.max(most, read),
    progress,
  }
}
