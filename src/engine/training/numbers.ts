/** @file Numeric settings of a training, without objective and optimiser: plain data, for schema and form. */
import { numberSettings, SEED } from '../settings/numberSettings'

/** Days of training; a typing error must not lock up the tab. */
export const MAX_TRAINING_STEPS = 100_000
const MAX_BATCH = 512

export const TRAINING_NUMBERS = {
  ...numberSettings({
    learningRate: { label: 'Learning rate', min: 1e-7, max: 10, usual: 0.003 },
    warmupShare: { label: 'Warm-up', unit: 'of the steps', min: 0, max: 1, usual: 0.1 },
    steps: { label: 'Steps', counted: ['step', 'steps'], min: 1, max: MAX_TRAINING_STEPS, usual: 240, isWhole: true },
    /** Steps over which the objective's penalty or attack is ramped up. */
    rampSteps: {
      label: 'Ramp',
      unit: 'steps',
      min: 0,
      max: MAX_TRAINING_STEPS,
      usual: 0,
      isWhole: true,
      help: 'How many steps the penalty, or the ε of the attack, takes to grow from 0 to its full value.',
    },
    batchSize: { label: 'Batch size', unit: 'images', min: 1, max: MAX_BATCH, usual: 32, isWhole: true },
    /** How many images go through the model at once; null for the whole batch, or as many as fit into memory. */
    microBatchSize: {
      label: 'Micro-batch',
      unit: 'images',
      min: 1,
      max: MAX_BATCH,
      usual: null,
      isWhole: true,
      help: 'How many images go through the model at once; a batch is split to save memory, and the step stays the same.',
    },
    clipNorm: { label: 'Clip at', min: 1e-6, max: 1e6, usual: 1, isNullable: true },
    averageDecay: { label: 'Weight average', unit: 'decay', min: 0, max: 1, isBelow: true, usual: 0.998 },
    cropMargin: {
      label: 'Shift by',
      help: 'Each training image is moved by up to this many pixels at random.',
      unit: 'pixels',
      min: 0,
      max: 64,
      usual: 4,
      isWhole: true,
    },
  }),
  seed: SEED,
} as const
