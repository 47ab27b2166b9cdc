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

describe('shades of a training’s colour', () => {
  it.each([
    ['cifar10-resnet-gelu-natural', ['cifar10-resnet-relu-natural', 'cifar10-swin-gelu-natural'], 'natural'],
    ['trained-gradient-norm', ['trained-gradient-norm-2', 'trained-gradient-norm-3'], 'gradient-norm'],
    ['cifar10-resnet-relu-adversarial', ['cifar10-swin-gelu-adversarial', 'trained-pgd'], 'adversarial'],
  ])('tell three models apart: %s and others', (first, others, expected) => {
    const ids = [first, ...others]
    expect(new Set(ids.map(ownColor)).size).toBe(3)
    expect(new Set(ids.map(role))).toEqual(new Set([expected]))
  })
})

describe('colours of models shown together', () => {
  const everyZooModel = Object.keys(import.meta.glob('../../../models/*/manifest.json')).map(
    (path) => path.split('/').at(-2) as string,
  )

  it('are those of each alone, for every model of the zoo, in any order and beside any other', () => {
    expect(everyZooModel.length).toBeGreaterThan(10)
    for (const ids of [everyZooModel, everyZooModel.toReversed()])
      for (const [id, color] of assignColors(ids, new Map([['mine', 0]])))
        if (id !== 'mine') expect(color).toBe(ownColor(id))
  })

  it('differ within each data set of the zoo', () => {
    for (const data of ['cifar10', 'fashion-mnist', 'tiny10']) {
      const ids = everyZooModel.filter((id) => id.startsWith(`${data}-`))
      expect(new Set(assignColors(ids).values()).size).toBe(ids.length)
    }
  })

  it('differ where their trainings are not known', () => {
    const ids = ['a-natural', 'v', 'w', 'x', 'y', 'z']
    expect(new Set(assignColors(ids).values()).size).toBe(ids.length)
  })

  it('stay with the models that already have them', () => {
    const held = new Map([['x', 6]])
    expect(assignColors(['x', 'y'], held).get('x')).toBe(6)
    expect(assignColors(['x', 'y'], held).get('y')).not.toBe(6)
  })

  it('do not give a training’s colour to an unknown one', () => {
    const id = Array.from({ length: 50 }, (_, i) => `my-model-${i}`).find((one) => role(one) === 'trades') as string
    const colors = assignColors([id, 'my-trades'])
    expect(colors.get('my-trades')).toBe(ownColor('my-trades'))
    expect(colors.get(id)).not.toBe(ownColor('my-trades'))
  })

  it('repeat only if there are more models than colours', () => {
    expect(freeColor('mine', new Set(MODEL_COLORS.keys()))).toBe(ownColor('mine'))
  })
})
