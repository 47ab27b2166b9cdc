/** @file The colours of trainings, the same for the paper's models and those of this page. */
import { MODEL_COLORS, modelColor } from '../../charts/palette'

export const trainingInk = (training: string): string =>
  modelColor(
    Math.max(
      0,
      MODEL_COLORS.findIndex(({ role }) => role === training),
    ),
  )
