/** @file The numbers of a training's plan: the engine's own, and those for its images, for watching it and for keeping it. */
import { EPSILON_255, numberSettings, PGD_STEPS, SEED } from '../engine/settings/numberSettings'
import { TRAINING_NUMBERS } from '../engine/training/numbers'

export const TRAINING_FIELDS = {
  ...TRAINING_NUMBERS,
  ...numberSettings({
    trainImages: {
      label: 'Train on',
      help: 'How many images the training sees.',
      min: 1,
      max: 50_000,
      usual: 4000,
      isWhole: true,
    },
    heldOutImages: {
      label: 'Hold out',
      help: 'How many images the training never sees, on which the model is judged.',
      min: 1,
      max: 10_000,
      usual: 100,
      isWhole: true,
    },
    /** The seed that chooses the images. */
    imagesSeed: {
      ...SEED,
      label: 'Image seed',
      help: 'Which images of the data set are taken, for training and held out.',
    },
    evaluateEvery: {
      label: 'Every',
      help: 'How often the held-out images are judged.',
      unit: 'steps',
      min: 1,
      max: 100_000,
      usual: 20,
      isWhole: true,
    },
    /** For the attack by which held-out images are judged. */
    epsilon255: { ...EPSILON_255, label: 'PGD, ε', help: 'The size of the attack that judges the held-out images.' },
    stepSize255: { ...EPSILON_255, label: 'Step size' },
    attackSteps: PGD_STEPS,
    mapImages: {
      label: 'Maps of',
      help: 'How many held-out images have their gradients drawn.',
      unit: 'images',
      min: 1,
      max: 12,
      usual: 6,
      isWhole: true,
    },
    checkpointEvery: {
      label: 'Kept every',
      help: 'How often the training is saved in the browser, so that it can go on after a reload.',
      unit: 'steps',
      min: 1,
      max: 100_000,
      usual: 20,
      isWhole: true,
    },
  }),
} as const
