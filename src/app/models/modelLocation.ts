/** @file A model's files as object URLs, from which the engine loads it like any other. */
import type { TrainedFiles } from '../../engine/training/types'
import type { ModelLocation } from '../../engine/types'

/** The URLs, to be revoked. */
export function locate(id: string, { manifest, weights }: TrainedFiles): ModelLocation {
  return {
    id,
    manifestUrl: URL.createObjectURL(new Blob([manifest], { type: 'application/json' })),
    weightsUrl: URL.createObjectURL(new Blob([weights])),
  }
}

export function release({ manifestUrl, weightsUrl }: ModelLocation): void {
  URL.revokeObjectURL(manifestUrl)
  URL.revokeObjectURL(weightsUrl)
}
