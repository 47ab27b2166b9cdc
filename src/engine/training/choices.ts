/** @file The settings of a training that are neither numbers nor an objective's or optimiser's: plain data for the form. */

/** How much of a model can be trained, by `lastStages` of TrainedChoice. */
export const TRAINED_STAGES = [
  { lastStages: null, label: 'All layers' },
  { lastStages: 2, label: 'The last two stages' },
  { lastStages: 1, label: 'The last stage' },
  { lastStages: 0, label: 'The head only' },
] as const

/** Labels of what is on or off, by the name of the setting. */
export const TRAINING_SWITCHES = {
  clipNorm: 'Clip the gradient norm',
  microBatchSize: 'Largest micro-batch that memory allows',
  batchNormAffine: 'Batch norm’s scale and shift',
  flip: 'Mirror half of the images',
} as const
