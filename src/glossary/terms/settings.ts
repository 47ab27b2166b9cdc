import type { TermGroup } from '../types'

export const settingTerms = {
  title: 'Settings',
  terms: [
    {
      id: 'steps',
      name: 'steps',
      alsoCalled: ['Steps', 'PGD steps'],
      help: 'How many moves are made, each along one gradient: through the pixels by an attack, through the weights by a training.',
    },
    {
      id: 'step-size',
      name: 'step size',
      alsoCalled: ['Step size', 'Step rule'],
      help: 'How far one step of an attack moves, measured in its norm: usually 2.5 ε / steps, so that the steps can cross the ball.',
      formula: String.raw`\alpha = 2.5 \, \varepsilon / \text{steps}`,
    },
    {
      id: 'random-start',
      name: 'random start',
      alsoCalled: ['Random start'],
      help: 'The attack begins at a random point of the ball instead of the image.',
      source: { work: 'madry', where: 'section 2.1' },
    },
    {
      id: 'restarts',
      name: 'restarts',
      alsoCalled: ['Restarts'],
      help: 'How often the attack begins anew, each time from another start; for each image the worst result counts.',
    },
    {
      id: 'seed',
      name: 'seed',
      alsoCalled: ['Seed'],
      help: 'The number that all random draws follow from: the same seed with the same settings and backend gives the same result.',
    },
    {
      id: 'batch-size',
      name: 'batch size',
      alsoCalled: ['Batch size'],
      help: 'How many images one step of a training sees.',
    },
    {
      id: 'learning-rate',
      name: 'learning rate',
      alsoCalled: ['Learning rate'],
      help: 'How far a step of the training moves the weights.',
    },
    {
      id: 'warm-up',
      name: 'warm-up',
      alsoCalled: ['Warm-up'],
      help: 'The first part of a training, in which the learning rate grows from 0 to its full value.',
    },
    {
      id: 'optimiser',
      name: 'optimiser',
      alsoCalled: ['AdamW', 'SGD', 'Optimiser'],
      help: 'The rule that turns gradients of the weights into steps: SGD follows their running mean, AdamW also divides by their running size.',
      source: { work: 'adamW', where: 'algorithm 2' },
    },
    {
      id: 'clip-norm',
      name: 'gradient clipping',
      alsoCalled: ['Clip at'],
      help: 'A gradient of the weights that is longer than this is shortened to this length, so that no single batch throws the training off.',
    },
    {
      id: 'weight-average',
      name: 'weight average',
      alsoCalled: ['Weight average'],
      help: 'A moving average of the weights over the training’s steps, which is the model that is judged and kept.',
      formula: String.raw`\bar\theta \leftarrow d \, \bar\theta + (1 - d) \, \theta`,
    },
  ],
} as const satisfies TermGroup
