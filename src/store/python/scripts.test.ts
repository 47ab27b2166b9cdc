import { describe, expect, it } from 'vitest'
import type { Eps01 } from '../../units'
import type { EvaluationPlan } from '../evaluation/evaluationPlan'
import { attackScript } from './attackScript'
import { evaluationScript } from './evaluationScript'

const python = {
  imports: ['import torchattacks', 'from gradlens_training.scripts import own_attack'],
  lines: ['attack = own_attack("pma", model, epsilon)'],
  takesIndices: true,
  remark: 'A remark.',
}
const model = { id: 'cat"\nimport os', isOfZoo: false, classes: ['cat', 'dog'], label: 0, target: null }
const attack = {
  ...({ attackName: 'PMA', norm: 'linf', epsilon: (8 / 255) as Eps01, isShared: false, python } as const),
  image: { path: 'a"b.png', name: 'two\nlines' },
  models: [model],
}

describe('a copied attack', () => {
  it('imports each name of the package once', () => {
    expect(attackScript(attack)).toContain(
      'import torch\nimport torchattacks\nfrom gradlens_training.scripts import load_image, load_model, own_attack\n',
    )
  })

  it('holds what a person typed in literals and comments alone', () => {
    const script = attackScript(attack)
    expect(script.split('\n').filter((line) => line.includes('import os'))).toEqual([
      '    ("cat\\"\\nimport os", 0),  # cat',
    ])
    expect(script).toContain('IMAGE = "a\\"b.png"')
    expect(script).toContain('on “two lines”')
  })

  it('hands the image on to all models where the first one’s perturbation is shown', () => {
    const script = attackScript({ ...attack, isShared: true, models: [model, { ...model, id: 'other' }] })
    expect(script).toContain('    if attacked is None:')
    expect(script).toContain('        attacked = attack(pixels, labels, [0])')
  })

  it('asks for the target where there is one', () => {
    const script = attackScript({ ...attack, models: [{ ...model, target: 1 }] })
    expect(script).toContain('attack(pixels, targets, [0])')
    expect(script).toContain('# cat, to be taken for dog')
  })
})

describe('a copied evaluation', () => {
  it('of the gallery is refused, as a script could not read its images', () => {
    const plan = { source: { kind: 'gallery', ids: [] }, models: [], measure: { id: 'accuracy' } } as unknown
    expect(() => evaluationScript({ plan: plan as EvaluationPlan, attackName: 'PGD', zooIds: [], python })).toThrow(
      'evaluate a data set',
    )
  })
})
