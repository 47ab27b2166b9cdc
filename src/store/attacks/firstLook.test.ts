import { describe, expect, it } from 'vitest'
import { describeAttacks } from '../../engine/evaluation/describeAttacks'
import { settingsOf } from './attackChoices'
import { attackWork, firstLook, lengthWords } from './firstLook'

const attacks = describeAttacks().map(({ id, settings, defaults, norms }) => {
  const choice = { id, settings: defaults[norms[0]!] } as Parameters<typeof firstLook>[0]
  return { id, settings, choice }
})

describe.each(attacks)('a first look at $id', ({ id, settings, choice }) => {
  it('takes at most the requested share of the work', () => {
    for (const share of [0.9, 0.5, 0.1, 0.001]) {
      const look = firstLook(choice, settings, share)
      const work = attackWork(look ?? choice, settings)
      expect(work).toBeLessThanOrEqual(Math.max(1, attackWork(choice, settings) * share))
      if (look !== null) expect(look.id).toBe(id)
    }
  })

  it('is skipped if the whole is requested', () => {
    expect(firstLook(choice, settings, 1)).toBe(null)
  })

  it('differs only in its steps and their size', () => {
    const look = firstLook(choice, settings, 0.3) ?? choice
    for (const { name, ...setting } of settings) {
      if ('multipliesTime' in setting || name === 'stepSize') continue
      expect(settingsOf(look)[name], name).toEqual(settingsOf(choice)[name])
    }
  })
})

it('is labelled by what it has fewer of', () => {
  const pgd = attacks.find(({ id }) => id === 'pgd')!
  expect(lengthWords(firstLook(pgd.choice, pgd.settings, 0.2)!, pgd.settings)).toBe('4 steps, 1 restart')
})
