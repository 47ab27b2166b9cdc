import { describe, expect, it } from 'vitest'
import { manifestOf } from '../../../testing/manifests'
import { architectureName, distinctNames, trainedText, variantsOf } from './names'

describe('architectureName', () => {
  it.each([
    [{ name: 'resnet', activation: 'gelu' }, 'ResNet GELU'],
    [{ name: 'resnet', activation: 'relu' }, 'ResNet ReLU'],
    [{ name: 'swin', activation: 'softplus' }, 'Swin Softplus'],
    [{ name: 'swin', activation: 7 }, 'Swin'],
    [{ name: 'perceptron', activation: 'constructor' }, 'perceptron constructor'],
  ])('of %o is %s', (architecture, name) => {
    expect(architectureName(manifestOf({ architecture }))).toBe(name)
  })

  it('omits an activation that is not stated', () => {
    const { architecture, ...rest } = manifestOf()
    expect(architectureName({ ...rest, architecture: { name: architecture.name } })).toBe('ResNet')
  })
})

describe('trainedText', () => {
  const { training } = manifestOf()
  it.each([
    [{ epochsTrained: 9, epochsPlanned: 9 }, '9 epochs'],
    [{ epochsTrained: 3, epochsPlanned: 9 }, '3 of 9 epochs'],
    [{ recipe: { stepsTaken: 1240 } }, '1,240 steps'],
  ])('of %o is %s', (other, text) => {
    expect(trainedText({ ...training, ...other })).toBe(text)
  })
})

const gelu = manifestOf({ id: 'gelu', name: 'Natural' })
const relu = manifestOf({ id: 'relu', name: 'Natural', architecture: { activation: 'relu' } })
const tiny = manifestOf({ id: 'tiny', name: 'Natural', data: 'Tiny-ImageNet-10' })
const robust = manifestOf({ id: 'robust', name: 'Robust', architecture: { activation: 'relu' } })

describe('variantsOf', () => {
  it('separates what all have in common from their differences', () => {
    expect(variantsOf([gelu, relu])).toEqual({ common: ['CIFAR-10'], own: [['ResNet GELU'], ['ResNet ReLU']] })
    expect(variantsOf([gelu, tiny])).toEqual({ common: ['ResNet GELU'], own: [['CIFAR-10'], ['Tiny-ImageNet-10']] })
    expect(variantsOf([gelu, robust, tiny]).common).toEqual([])
    expect(variantsOf([gelu])).toEqual({ common: ['CIFAR-10', 'ResNet GELU'], own: [[]] })
    expect(variantsOf([])).toEqual({ common: [], own: [] })
  })
})

describe('distinctNames', () => {
  it('leaves distinct names unchanged', () => {
    expect(distinctNames([gelu, robust])).toEqual(['Natural', 'Robust'])
  })

  it('adds only differences to equal names', () => {
    expect(distinctNames([gelu, relu, robust])).toEqual(['Natural (ResNet GELU)', 'Natural (ResNet ReLU)', 'Robust'])
    expect(distinctNames([gelu, relu, tiny])).toEqual([
      'Natural (CIFAR-10, ResNet GELU)',
      'Natural (CIFAR-10, ResNet ReLU)',
      'Natural (Tiny-ImageNet-10, ResNet GELU)',
    ])
  })

  it('adds ids if nothing else differs', () => {
    const twin = manifestOf({ id: 'twin', name: 'Natural' })
    expect(distinctNames([gelu, twin])).toEqual(['Natural (gelu)', 'Natural (twin)'])
  })
})
