import { describe, expect, it } from 'vitest'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import type { Eps01 } from '../../units'
import { changeAttack, changeMeasure, formOf, isAsSet, quickRun } from '../evaluation/evaluationChoices'
import { chooseAttack, initialEvaluation, usualAttack } from '../evaluation/evaluationForm'
import type { EvaluationPlan } from '../evaluation/evaluationPlan'
import { formProblem } from '../evaluation/evaluationProblem'
import { settledForm } from '../evaluation/evaluationSettled'
import { followsSteps } from '../settings/values'
import { isSameChoice, settingsOf, switchAttack, withSetting } from './attackChoices'
import { NORMS } from './normUnits'

const attacks = describeAttacks()
const usual = (id: string, norm: 'linf' | 'l2' | 'l1' = 'linf') =>
  chooseAttack(attacks.find((attack) => attack.id === id)!, norm)

describe('a step size of 2.5 epsilon / steps', () => {
  it('follows the number of steps', () => {
    const changed = withSetting(usual('pgd'), 'steps', 50)
    expect(settingsOf(changed)).toMatchObject({ steps: 50, stepSize: { rule: 'shareOfEpsilon', share: 2.5 / 50 } })
    expect(followsSteps(settingsOf(changed))).toBe(true)
  })

  it('stays fixed once set otherwise', () => {
    const stepSize = { rule: 'fixed', size: 2 / 255 }
    const changed = withSetting(withSetting(usual('pgd'), 'stepSize', stepSize), 'steps', 50)
    expect(settingsOf(changed)).toMatchObject({ steps: 50, stepSize })
    expect(followsSteps(settingsOf(changed))).toBe(false)
  })
})

describe('another attack or norm', () => {
  it('has its defaults if nothing was set', () => {
    expect(switchAttack(attacks, usual('pgd'), 'apgdCe', 'linf')).toEqual(usual('apgdCe'))
    expect(switchAttack(attacks, usual('pgd'), 'pgd', 'l2')).toEqual(usual('pgd', 'l2'))
  })

  it('keeps settings that still have a meaning', () => {
    const mine = withSetting(withSetting(usual('pgd'), 'restarts', 3), 'seed', 7)
    expect(settingsOf(switchAttack(attacks, mine, 'apgdCe', 'linf'))).toMatchObject({
      restarts: 3,
      seed: 7,
      steps: 100,
    })
    expect(settingsOf(switchAttack(attacks, mine, 'pgd', 'l2'))).toMatchObject({ restarts: 3, seed: 7, norm: 'l2' })
  })

  it('keeps the step size tied to the steps, in its own norm', () => {
    const mine = withSetting(withSetting(usual('pgd'), 'steps', 7), 'stepSize', { rule: 'fixed', size: 0.01 })
    const inL2 = settingsOf(switchAttack(attacks, mine, 'pgd', 'l2'))
    expect(inL2).toMatchObject({ steps: 7, stepSize: { rule: 'shareOfEpsilon', share: 2.5 / 7 } })
  })

  it('falls back to its first norm; an unknown attack changes nothing', () => {
    expect(switchAttack(attacks, usual('pgd', 'l1'), 'square', 'l1').settings.norm).toBe('linf')
    expect(switchAttack(attacks, usual('pgd'), 'none', 'l2')).toEqual(usual('pgd'))
  })
})

it('choices are the same if all their settings are', () => {
  expect(isSameChoice(usual('pgd'), usual('pgd'))).toBe(true)
  expect(isSameChoice(usual('pgd'), withSetting(usual('pgd'), 'seed', 1))).toBe(false)
  expect(isSameChoice(usual('pgd'), null)).toBe(false)
})

describe('the form of an evaluation', () => {
  const form = settledForm({ ...initialEvaluation.form, attack: usual('pgd') }, [])

  it('has the usual sizes of its norm', () => {
    const change = changeAttack(form, usual('pgd', 'l2'))
    expect(settledForm({ ...form, ...change }, []).epsilons).toEqual(NORMS.l2.curve)
    expect(change).toMatchObject({ search: { start: NORMS.l2.searchStart } })
    expect(changeAttack(form, usual('fgsm'))).toEqual({ attack: usual('fgsm') })
  })

  it('has the usual attack of its measure, or the chosen one', () => {
    const toSearch = changeMeasure(form, 'minimalEpsilon', attacks)
    expect(toSearch.attack).toEqual(usualAttack('minimalEpsilon', attacks, 'linf'))
    const chosen = { ...form, attack: usual('fgsm') }
    expect(changeMeasure(chosen, 'minimalEpsilon', attacks)).toEqual({ measure: 'minimalEpsilon' })
  })

  it('knows whether a run was made with its settings', () => {
    const attack = usual('pgd')
    const plan: EvaluationPlan = {
      formatVersion: 3,
      measure: { id: 'accuracy', attack: withSetting(attack, 'epsilon', 0.5), epsilons: form.epsilons },
      models: ['b', 'a'].map((id) => ({ id, name: id, sha256: '', side: 32, classes: [] })),
      source: { kind: 'gallery', ids: ['x'] },
      indices: [0],
      blockSize: 32,
      flags: { ...form.flags!, norm: 'linf', epsilon: 0.1 as Eps01, seed: 0 },
    }
    expect(isAsSet(plan, form)).toBe(true)
    const other = {
      ...initialEvaluation.form,
      measure: 'transfer',
      attack: usual('fgsm'),
      images: 'hub',
      flags: null,
    } as const
    expect(isAsSet(plan, settledForm(other, []))).toBe(false)
    expect(isAsSet(plan, settledForm(formOf(plan, other), []))).toBe(true)
    const dataSet = {
      ...{ origin: { fileBytes: 1 }, name: '', format: '', count: 9, classes: [], classCounts: [] },
      splits: [{ name: 'train', start: 0, count: 9 }],
    } as const
    for (const split of ['train', null]) {
      const source = { kind: 'dataSet', dataSet, choice: { count: 3, seed: 2, split } } as const
      expect(isAsSet({ ...plan, source }, settledForm(formOf({ ...plan, source }, other), [])), `${split}`).toBe(true)
    }
    expect(isAsSet(plan, { ...form, modelIds: ['a', 'b'] })).toBe(true)
    for (const change of [
      { modelIds: ['a'] },
      { epsilons: form.epsilons.slice(1) },
      { measure: 'transfer' },
      { attack: withSetting(attack, 'seed', 1) },
      { attack: null },
      { images: 'files' },
      { flags: null },
      { flags: { images: 32, steps: 11 } },
    ] as const) {
      expect(isAsSet(plan, { ...form, ...change }), JSON.stringify(change)).toBe(false)
    }
  })

  it('for a quick run is complete', () => {
    expect(formProblem(settledForm({ ...form, ...quickRun(attacks, []) }, []))).toBe(null)
    expect(quickRun([], [])).toBe(null)
  })
})
