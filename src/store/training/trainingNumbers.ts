/** @file The fields of a training's form: the engine's own, and numbers for watching, keeping and sweeping. */
import { EPSILON_255, LAMBDA, numberSettings, PGD_STEPS, SEED } from '../../engine/settings/numberSettings'
import { TRAINING_NUMBERS } from '../../engine/training/numbers'

export { TRAINED_STAGES, TRAINING_SWITCHES } from '../../engine/training/choices'

export const TRAINING_FIELDS = {
  ...TRAINING_NUMBERS,
  ...numberSettings({
    trainImages: { label: 'Train on', min: 1, max: 50_000, usual: 4000, isWhole: true },
    heldOutImages: { label: 'Hold out', min: 1, max: 10_000, usual: 100, isWhole: true },
    /** The seed that chooses the images. */
    imagesSeed: { ...SEED, label: 'Image seed' },
    evaluateEvery: { label: 'Every', unit: 'steps', min: 1, max: 100_000, usual: 20, isWhole: true },
    /** For the attack by which held-out images are judged. */
    epsilon255: { ...EPSILON_255, label: 'PGD, ε' },
    stepSize255: { ...EPSILON_255, label: 'Step size' },
    attackSteps: PGD_STEPS,
    mapImages: { label: 'Maps of', unit: 'images', min: 1, max: 12, usual: 6, isWhole: true },
    checkpointEvery: { label: 'Kept every', unit: 'steps', min: 1, max: 100_000, usual: 20, isWhole: true },
  }),
} as const

export const SWEEP_FIELDS = {
  ...numberSettings({
    lambda: LAMBDA,
    lambdas: { label: 'λ', counted: ['lambda', 'lambdas'], min: 1, max: 24, usual: 6, isWhole: true },
    steps: { ...TRAINING_NUMBERS.steps, label: 'Steps each' },
  }),
} as const
