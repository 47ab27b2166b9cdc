/** @file The numbers of an evaluation, for its form and for its plan. */
import { FLAG_BUDGET } from '../engine/evaluation/flags/budget'
import { numberSettings, SEED } from '../engine/settings/numberSettings'

/** The number of epsilons of a curve. */
export const { epsilons: EPSILON_COUNT } = numberSettings({
  epsilons: { label: 'ε', counted: ['epsilon', 'epsilons'], min: 1, max: 32, usual: 7, isWhole: true },
})

/** The search for the smallest epsilon; the defaults are the paper's (Figure 2). */
export const SEARCH_FIELDS = numberSettings({
  doublings: {
    label: 'Doublings',
    help: 'How often ε is doubled at most until the attack succeeds.',
    counted: ['doubling', 'doublings'],
    min: 0,
    max: 10,
    usual: 5,
    isWhole: true,
  },
  bisections: {
    label: 'Bisections',
    help: 'How often the gap between the largest ε that failed and the smallest that succeeded is halved.',
    counted: ['bisection', 'bisections'],
    min: 0,
    max: 16,
    usual: 10,
    isWhole: true,
  },
})

/** A ranking of attacks. AttackBench gives each 2,000. */
export const RANKING_FIELDS = numberSettings({
  budget: {
    label: 'Budget',
    help: 'How many passes of an image, forward and backward, each attack may take over all its trials; its number of steps follows. AttackBench allows 2,000.',
    counted: ['pass', 'passes'],
    unit: 'passes',
    min: 10,
    max: 100_000,
    usual: 1000,
    isWhole: true,
  },
})

/** The subset of a data set. */
export const SUBSET_FIELDS = numberSettings({
  count: {
    label: 'How many',
    help: 'How many images are drawn from the data set.',
    counted: ['image', 'images'],
    min: 1,
    max: 100_000,
    usual: 256,
    isWhole: true,
  },
  seed: { ...SEED, label: 'Random seed', usual: 1, help: 'Which images are drawn: the same seed draws the same.' },
})

const { images, steps } = FLAG_BUDGET
const flagWords = (one: string, several: string) => [`${one} for red flags`, `${several} for red flags`] as const

export const FLAG_FIELDS = numberSettings({
  images: {
    label: 'Images',
    help: 'How many images each sign of a failing attack is looked for on.',
    counted: flagWords('image', 'images'),
    min: 10,
    max: 256,
    usual: images,
    isWhole: true,
  },
  steps: {
    label: 'Steps',
    help: 'How many steps the attacks of the check take.',
    counted: flagWords('step', 'steps'),
    min: 1,
    max: 200,
    usual: steps,
    isWhole: true,
  },
})
