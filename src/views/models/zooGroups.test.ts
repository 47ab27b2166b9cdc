import { describe, expect, it } from 'vitest'
import { manifestOf, shippedManifests } from '../../testing/manifests'
import { groupZoo, type ZooGroups } from './zooGroups'

const model = (id: string, objective: string, changes: Parameters<typeof manifestOf>[0] = {}) =>
  manifestOf({ ...changes, id, training: { objective } })

const ids = ({ rows }: ZooGroups) => rows.map(({ cells }) => cells.map((cell) => cell.map(({ id }) => id).join('+')))

describe('the zoo', () => {
  it('has a row a data set and architecture, a column a training, and empty places', () => {
    const relu = { architecture: { activation: 'relu' } }
    const groups = groupZoo([
      model('natural', 'natural'),
      model('edge', 'edge-regularisation'),
      model('relu', 'gradient-norm', relu),
      model('tiny', 'adversarial', { data: 'Tiny-ImageNet-10' }),
      model('relu-natural', 'natural', relu),
    ])
    expect(groups.columns).toEqual(['Natural', 'PGD adversarial', 'Gradient norm', 'Edge regularisation'])
    expect(groups.rows.map(({ data, architecture }) => `${data}, ${architecture}`)).toEqual([
      'CIFAR-10, ResNet GELU',
      'CIFAR-10, ResNet ReLU',
      'Tiny-ImageNet-10, ResNet GELU',
    ])
    expect(ids(groups)).toEqual([
      ['natural', '', '', 'edge'],
      ['relu-natural', '', 'relu', ''],
      ['', 'tiny', '', ''],
    ])
  })

  it('counts the norm by differences as gradient norm', () => {
    const groups = groupZoo([model('double', 'gradient-norm'), model('differences', 'gradient-norm-differences')])
    expect(ids(groups)).toEqual([['', '', 'double+differences', '']])
  })

  it('has a column for trainings that it does not know, where there are any', () => {
    const groups = groupZoo([model('natural', 'natural'), model('trades', 'trades'), model('mine', 'constructor')])
    expect(groups.columns.at(-1)).toBe('Other')
    expect(ids(groups)).toEqual([['natural', '', '', '', 'trades+mine']])
  })

  it('loses none of the models that ship', () => {
    const shipped = shippedManifests()
    const groups = groupZoo(shipped)
    const placed = groups.rows.flatMap(({ cells }) => cells.flat())
    expect(placed.map(({ id }) => id).sort()).toEqual(shipped.map(({ id }) => id).sort())
    expect(groups.columns, 'all their trainings are known').not.toContain('Other')
  })
})
