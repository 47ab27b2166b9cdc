import { expect, it } from 'vitest'
import { apgdT } from '../../engine/attacks/apgdT'
import { pgd } from '../../engine/attacks/pgd'
import type { AttackChoice } from '../../engine/attacks/registry'
import type { Eps01 } from '../../units'
import { settingWords } from './attackWords'

const pgdWith = (change: object) =>
  ({ id: 'pgd', settings: { ...pgd.defaults('linf', (8 / 255) as Eps01), ...change } }) as AttackChoice

it('an attack is told with every setting that has a meaning', () => {
  expect(settingWords(pgdWith({}))).toEqual([
    '20 steps',
    'step 2.5 ε / steps',
    'random start',
    '1 restart',
    'last iterate',
    'seed 0',
  ])
  expect(settingWords(pgdWith({ stepSize: { rule: 'fixed', size: 2 / 255 }, randomStart: false }))).toContain(
    'step 2/255',
  )
  expect(settingWords(pgdWith({ stepSize: { rule: 'shareOfEpsilon', share: 0.25 }, randomStart: false }))).toEqual(
    expect.arrayContaining(['step 0.25 ε', 'no random start']),
  )
  expect(settingWords(pgdWith({ norm: 'l1' }))).toContain('l1 share 0.02')
  const settings = { ...apgdT.defaults('linf', 0.1 as Eps01), targetClasses: 1 }
  expect(settingWords({ id: 'apgdT', settings })).toEqual(['100 steps', '1 target class', '1 restart', 'seed 0'])
})
