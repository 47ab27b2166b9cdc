import type { Manifest } from '../../engine/checkpoints/manifest'
import type { PlannedModel } from './evaluationPlan'

/** A model as a plan names it. */
export function plannedModel(id: string, manifest: Manifest): PlannedModel {
  const { name, input, outputs, classes, data, architecture } = manifest
  const { sha256, file, bytes, dtype } = manifest.weights
  const { resizing } = input
  return {
    ...{ id, name, sha256, side: input.height, classes, kind: { data, architecture }, input },
    // Where it is not the usual one, of which kept runs say nothing.
    ...(resizing !== undefined && { resizing }),
    ...(outputs !== undefined && { outputs }),
    weights: { file, bytes, dtype },
  }
}
