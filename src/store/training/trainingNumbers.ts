/** @file The fields of a training's form: those of its plan, and of a sweep. */
import { LAMBDA, numberSettings } from '../../engine/settings/numberSettings'
import { TRAINING_NUMBERS } from '../../engine/training/numbers'

export { TRAINED_STAGES, TRAINING_SWITCHES } from '../../engine/training/choices'
export { TRAINING_FIELDS } from '../../plans/trainingNumbers'

export const SWEEP_FIELDS = {
  ...numberSettings({
    lambda: LAMBDA,
    lambdas: { label: 'λ', counted: ['lambda', 'lambdas'], min: 1, max: 24, usual: 6, isWhole: true },
    steps: { ...TRAINING_NUMBERS.steps, label: 'Steps each', help: 'How long each training of the sweep lasts.' },
  }),
} as const
