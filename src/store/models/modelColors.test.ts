import { describe, expect, it } from 'vitest'
import { MODEL_COLORS } from '../../charts/palette'
import { assignColors, freeColor, ownColor } from './modelColors'

const role = (id: string) => MODEL_COLORS[ownColor(id)]?.role

describe('a model’s own colour', () => {
  it.each([
    ['cifar10-resnet-gelu-natural', 'natural'],
    ['fashion-mnist-resnet-gelu-natural', 'natural'],
    ['cifar10-swin-gelu-adversarial', 'adversarial'],
    ['tiny10-resnet-gelu-edge', 'edge-regularisation'],
    ['trained-edge-regularisation-1', 'edge-regularisation'],
    ['fashion-mnist-resnet-gelu-gradnorm', 'gradient-norm'],
    ['trained-gradient-norm-2', 'gradient-norm'],
    ['cifar10-resnet-gelu-gradnorm-differences', 'gradient-norm-differences'],
    ['trained-trades-1', 'trades'],
  ])('of %s is for %s', (id, expected) => {
    expect(role(id)).toBe(expected)
  })

  it('for an unknown training is fixed, and that of no common training', () => {
    const places = Array.from({ length: 50 }, (_, i) => ownColor(`my-model-${i}`))
    expect(new Set(places)).toEqual(new Set([4, 5, 6, 7]))
    expect(ownColor('my-model-1')).toBe(ownColor('my-model-1'))
  })
})

describe('colours of models shown together', () => {
  it('differ, whatever their trainings', () => {
    const ids = ['a-natural', 'b-natural', 'c-natural', 'x', 'y', 'z']
    expect(new Set(assignColors(ids).values()).size).toBe(ids.length)
  })

  it('are their own unless another model claims them', () => {
    const ids = ['cifar10-resnet-gelu-edge', 'cifar10-resnet-gelu-natural', 'cifar10-resnet-gelu-gradnorm']
    for (const [id, color] of assignColors(ids)) expect(color).toBe(ownColor(id))
    expect([...assignColors([...ids].reverse())].sort()).toEqual([...assignColors(ids)].sort())
  })

  it('stay with the models that already have them', () => {
    const held = new Map([['b-natural', ownColor('b-natural')]])
    const colors = assignColors(['a-natural', 'b-natural'], held)
    expect(colors.get('b-natural')).toBe(ownColor('b-natural'))
    expect(colors.get('a-natural')).not.toBe(ownColor('a-natural'))
  })

  it('do not give a training’s colour to an unknown one', () => {
    const id = Array.from({ length: 50 }, (_, i) => `my-model-${i}`).find((one) => role(one) === 'trades') as string
    expect(assignColors([id, 'my-trades']).get('my-trades')).toBe(ownColor('my-trades'))
  })

  it('repeat only if there are more models than colours', () => {
    expect(freeColor('natural', new Set(MODEL_COLORS.keys()))).toBe(ownColor('natural'))
  })
})
