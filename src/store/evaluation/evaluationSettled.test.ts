import { describe, expect, it } from 'vitest'
import { FASHION_MNIST_CLASSES } from '../../classes/lists/small'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { cannedManifest } from '../../testing/fakeWorkers'
import { NOTHING_OPEN } from '../data/dataSource'
import type { ModelState } from '../types'
import { classProblem, sharedClasses } from './evaluationClasses'
import { initialEvaluation } from './evaluationForm'
import { settledForm } from './evaluationSettled'

const CIFAR = cannedManifest('cifar', { name: 'Natural' })
const FASHION = cannedManifest('fashion', {
  name: 'Robust',
  data: 'Fashion-MNIST',
  classes: [...FASHION_MNIST_CLASSES],
})
const PETS = cannedManifest('pets', {
  data: 'pets',
  classes: ['Cat', 'axolotl'],
  training: { epsilon255: 4 } as Manifest['training'],
})

const column = (manifest: Manifest): ModelState => ({
  ...{ id: manifest.id, color: 0, status: 'ready' },
  model: { id: manifest.id, manifest },
})
const loading: ModelState = { id: 'loading', color: 0, status: 'loading', download: null }
const { form } = initialEvaluation
const settled = (...models: ModelState[]) => settledForm(form, models)
const in255 = (epsilons: readonly number[]) => epsilons.map((epsilon) => Number((epsilon * 255).toPrecision(6)))

describe('settings left open', () => {
  it('use the built-in data set if all models know its classes', () => {
    expect(settled(column(FASHION)).images).toBe('builtIn')
    expect(settled(column(CIFAR), column(FASHION)).images).toBe('gallery')
    expect(settledForm({ ...form, modelIds: ['fashion'] }, [column(CIFAR), column(FASHION)]).images).toBe('builtIn')
    expect(settled(loading).images).toBe('gallery')
    expect(settledForm({ ...form, images: 'hub' }, [column(FASHION)]).images).toBe('hub')
  })

  it('use sizes as large as the data set’s models are compared at', () => {
    expect(in255(settled(column(CIFAR)).epsilons)).toEqual([1, 2, 4, 6, 8, 12, 16])
    expect(in255(settled(column(FASHION)).epsilons)).toEqual([2, 4, 8, 12, 16, 24, 32])
    expect(in255(settled(column(PETS)).epsilons)).toEqual([0.5, 1, 2, 3, 4, 6, 8])
    expect(in255(settled(column(PETS), column(CIFAR)).epsilons)).toEqual([1, 2, 4, 6, 8, 12, 16])
    expect(in255(settled(loading).epsilons)).toEqual([1, 2, 4, 6, 8, 12, 16])
  })
})

describe('known classes', () => {
  it('of the built-in set are those of its models, and others are listed', () => {
    expect(classProblem('builtIn', NOTHING_OPEN, [FASHION])).toBe(null)
    expect(classProblem('builtIn', NOTHING_OPEN, [CIFAR, FASHION])).toBe(
      '“Natural” of CIFAR-10 knows no class of Fashion-MNIST; choose models that do, or other images.',
    )
    expect(classProblem('builtIn', NOTHING_OPEN, [CIFAR, PETS])).toBe(
      'The chosen models of CIFAR-10 and pets know no class of Fashion-MNIST; choose models that do, or other images.',
    )
  })

  it('of the gallery are those of several data sets', () => {
    for (const models of [[FASHION], [CIFAR]]) expect(classProblem('gallery', NOTHING_OPEN, models)).toBe(null)
    expect(classProblem('gallery', NOTHING_OPEN, [CIFAR, FASHION])).toContain('choose models of one data set.')
  })

  it('known to all models are matched as names', () => {
    const set = { name: 'set', classes: ['CAT', 'dog', 'axolotl'] }
    expect(sharedClasses(set, [CIFAR])).toEqual(['CAT', 'dog'])
    expect(sharedClasses(set, [CIFAR, PETS])).toEqual(['CAT'])
  })
})
