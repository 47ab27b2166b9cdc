import { describe, expect, it } from 'vitest'
import { initialState } from '../../store/appStore'
import type { AppState, AttackResult } from '../../store/types'
import { fixedComparison } from '../../testing/panels/fixedComparison'
import { resultSentence } from './resultSentence'

const state: AppState = { ...initialState, ...fixedComparison }
const [first = ''] = Object.keys(state.results)

/** The state with a change of the first model's attack. */
function withAttack(change: Partial<AttackResult> | null, progress: number | null = null): AppState {
  const results = state.results[first] ?? expect.fail('no results')
  const value = change === null ? null : ({ ...results.attack.value, ...change } as AttackResult)
  return { ...state, results: { ...state.results, [first]: { ...results, attack: { value, progress, error: null } } } }
}

describe('what a screen reader hears of the comparison', () => {
  it('is how the attack ended on each model, in one sentence', () => {
    expect(resultSentence(state)).toBe(
      'PGD at 8/255: Natural fooled, Gradient norm robust, PGD-3 adversarial wrong anyway.',
    )
  })

  it('is nothing while a model is still attacked, or shows a first look', () => {
    expect(resultSentence(withAttack(null))).toBeNull()
    expect(resultSentence(withAttack({}, 0.5))).toBeNull()
    expect(resultSentence(withAttack({ isFirstLook: true }))).toBeNull()
  })

  it('is nothing while results belong to earlier settings', () => {
    expect(resultSentence({ ...state, attack: { ...state.attack, target: 'dog' } })).toBeNull()
  })

  it('is nothing before there is a model', () => {
    expect(resultSentence(initialState)).toBeNull()
  })
})
