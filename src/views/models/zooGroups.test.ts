import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../engine/checkpoints/manifest'
import { DESCRIBED_TRAINING } from '../../testing/described'
import { manifestOf, shippedManifests } from '../../testing/manifests'
import { groupZoo, type ZooGroups } from './zooGroups'

const model = (id: string, objective: string, changes: Parameters<typeof manifestOf>[0] = {}) =>
  manifestOf({ ...changes, id, training: { objective } })

const group = (manifests: readonly Manifest[]) => groupZoo(manifests, DESCRIBED_TRAINING.objectives)

const ids = ({ rows }: ZooGroups) => rows.map(({ cells }) => cells.map((cell) => cell.map(({ id }) => id).join('+')))

describe('the zoo', () => {
  it('has a row per data set and architecture, a column per training, and empty cells', () => {
    const relu = { architecture: { activation: 'relu' } }
    const groups = group([
      model('natural', 'natural'),
      model('edge', 'edge-regularisation'),
      model('relu', 'gradient-norm', relu),
      model('tiny', 'adversarial', { data: 'Tiny-ImageNet-10' }),
      model('relu-natural', 'natural', relu),
    ])
    expect(groups.columns).toEqual(['Natural', 'Gradient norm', 'Edge regularisation', 'PGD adversarial'])
    expect(groups.rows.map(({ data, architecture }) => `${data}, ${architecture}`)).toEqual([
      'CIFAR-10, ResNet GELU',
      'CIFAR-10, ResNet ReLU',
      'Tiny-ImageNet-10, ResNet GELU',
    ])
    expect(ids(groups)).toEqual([
      ['natural', '', 'edge', ''],
      ['relu-natural', 'relu', '', ''],
      ['', '', '', 'tiny'],
    ])
  })

  it('puts both ways to compute the gradient norm in one column', () => {
    const groups = group([model('double', 'gradient-norm'), model('differences', 'gradient-norm-differences')])
    expect(ids(groups)).toEqual([['double+differences']])
  })

  it('uses the engine’s name for every objective, also of models trained here', () => {
    expect(group([model('mine', 'trades')]).columns).toEqual(['TRADES'])
    expect(groupZoo([model('mine', 'trades')], []).columns, 'before the engine has described them').toEqual(['Other'])
  })

  it('has a column for unknown trainings if there are any', () => {
    const groups = group([model('natural', 'natural'), model('foreign', 'foreign'), model('mine', 'constructor')])
    expect(groups.columns.at(-1)).toBe('Other')
    expect(ids(groups)).toEqual([['natural', 'foreign+mine']])
  })

  it('contains all of the page’s models', () => {
    const shipped = shippedManifests()
    const groups = group(shipped)
    const placed = groups.rows.flatMap(({ cells }) => cells.flat())
    expect(placed.map(({ id }) => id).sort()).toEqual(shipped.map(({ id }) => id).sort())
    expect(groups.columns, 'all their trainings are known').not.toContain('Other')
  })
})
