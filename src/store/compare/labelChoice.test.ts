import { describe, expect, it } from 'vitest'
import { explainLabel, groupLabels } from './labelChoice'

const natural = { name: 'Natural', data: 'CIFAR-10', classes: ['airplane', 'bird', 'dog'] }
const robust = { ...natural, name: 'Robust' }
const photos = { name: 'Photos', data: 'Tiny-ImageNet-10', classes: ['dog', 'bird', 'car'] }

describe('groupLabels', () => {
  it('makes one group in the models’ own order if all know the same classes', () => {
    expect(groupLabels([natural, robust])).toEqual([{ title: 'CIFAR-10', names: ['airplane', 'bird', 'dog'] }])
  })

  it('has every class once, first those known to all, then those known to some', () => {
    expect(groupLabels([natural, robust, photos])).toEqual([
      { title: 'CIFAR-10 and Tiny-ImageNet-10', names: ['bird', 'dog'] },
      { title: 'CIFAR-10', names: ['airplane'] },
      { title: 'Tiny-ImageNet-10', names: ['car'] },
    ])
  })

  it('is empty while no model is ready', () => {
    expect(groupLabels([])).toEqual([])
  })
})

describe('explainLabel', () => {
  it.each([
    ['no label', [natural, photos], null],
    ['a class that every model has', [natural, photos], 'dog'],
    ['no models', [], 'dog'],
  ])('is silent about %s', (_, models, label) => {
    expect(explainLabel(models, label)).toBeNull()
  })

  it('names the models that lack the class', () => {
    expect(explainLabel([natural, photos], 'car')).toBe('Natural has no class “car” and uses its own prediction.')
    expect(explainLabel([natural, robust, photos], 'car')).toBe(
      'Natural and Robust have no class “car” and use their own predictions.',
    )
    expect(explainLabel([natural, photos], 'truck')).toBe(
      'None of the models has the class “truck”, so each uses its own prediction.',
    )
  })
})
