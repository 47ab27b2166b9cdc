import { expect, it } from 'vitest'
import { CIFAR10_CLASSES, FASHION_MNIST_CLASSES } from '../../classes/lists/small'
import type { AppState } from '../types'
import { imagesProblem } from './imagesProblem'

const state = (classes: readonly string[] | undefined, from: string, summary: object | null = null) =>
  ({
    zoo: [{ id: 'mine' }],
    models: [],
    manifests: classes === undefined ? {} : { mine: { value: { classes } } },
    training: { form: { modelId: 'mine', data: { from } }, data: { summary } },
  }) as unknown as AppState

it('a model of other classes than the images’ is told so before a training starts', () => {
  expect(imagesProblem(state(CIFAR10_CLASSES, 'builtIn'))).toBe(
    'The images of “Fashion-MNIST” are of none of the model’s classes; choose other images or another model.',
  )
  expect(imagesProblem(state(FASHION_MNIST_CLASSES, 'builtIn'))).toBeNull()
  const pets = { name: 'pets', classes: ['Cat', 'snake'] }
  expect(imagesProblem(state(CIFAR10_CLASSES, 'files', pets))).toMatch(/only one of the model’s classes/)
  expect(imagesProblem(state(CIFAR10_CLASSES, 'files', { ...pets, classes: ['dog', 'Cat'] }))).toBeNull()
})

it('says nothing while the model or the images are not known', () => {
  expect(imagesProblem(state(undefined, 'builtIn'))).toBeNull()
  expect(imagesProblem(state(CIFAR10_CLASSES, 'hub'))).toBeNull()
})
