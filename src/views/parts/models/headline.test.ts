import { describe, expect, it } from 'vitest'
import { manifestOf } from '../../../testing/manifests'
import { attackText, headlineOf, provenance } from './headline'

const pgd = (epsilon255: number, accuracy: number, steps = 20) => ({ attack: 'pgd', steps, epsilon255, accuracy })
const autoAttack = (epsilon255: number, accuracy: number, images?: number) => ({
  attack: 'autoattack-standard',
  epsilon255,
  accuracy,
  ...(images === undefined ? {} : { images }),
})

type Entry = ReturnType<typeof pgd> | ReturnType<typeof autoAttack>

const robustOf = (robustAccuracy: readonly Entry[], data = 'CIFAR-10', epsilon255: number | null = null) => {
  const figures = { robustAccuracy: [...robustAccuracy] }
  return headlineOf(manifestOf({ data, figures, training: { epsilon255 } }))?.robust ?? null
}

describe('a model’s robust accuracy', () => {
  it('is AutoAttack’s at the epsilon of its data set', () => {
    const all = [pgd(4, 0.6), pgd(8, 0.4), autoAttack(4, 0.5, 200), autoAttack(8, 0.3, 200)]
    expect(robustOf(all)).toMatchObject({ attack: 'AutoAttack', epsilon: 8, share: 0.3, images: 200 })
    expect(robustOf(all, 'Tiny-ImageNet-10')).toMatchObject({ attack: 'AutoAttack', epsilon: 4, share: 0.5 })
  })

  it('is PGD-20’s if AutoAttack was not measured, on all images', () => {
    expect(robustOf([pgd(4, 0.6), pgd(8, 0.4), autoAttack(4, 0.5)])).toMatchObject({
      attack: 'PGD-20',
      epsilon: 8,
      share: 0.4,
      images: 5000,
    })
  })

  it('after training in the browser is that of its own attack', () => {
    const figures = { robustAccuracy: [pgd(12, 0.3, 10)] }
    const headline = headlineOf(manifestOf({ figures, training: { recipe: { stepsTaken: 240 } } }))
    expect(headline?.robust).toMatchObject({ share: 0.3, attack: 'PGD-10', epsilon: 12 })
  })

  it('is missing if neither was measured at that epsilon', () => {
    expect(robustOf([])).toBeNull()
    expect(robustOf([pgd(4, 0.6)])).toBeNull()
    expect(robustOf([pgd(8, 0.6, 10)])).toBeNull()
    expect(robustOf([{ attack: 'autoattack-reduced', epsilon255: 8, accuracy: 0.9 }])).toBeNull()
  })

  it('is at the epsilon of its data set, whatever it was trained for', () => {
    expect(robustOf([pgd(4, 0.6), pgd(8, 0.4)], 'CIFAR-10', 4)).toMatchObject({ epsilon: 8 })
  })

  it('for unknown data is at its training’s epsilon, or the middle one', () => {
    const all = [pgd(1, 0.9), pgd(2, 0.8), pgd(4, 0.7)]
    expect(robustOf(all, 'My images', 4)).toMatchObject({ epsilon: 4, share: 0.7 })
    expect(robustOf(all, 'My images')).toMatchObject({ epsilon: 2, share: 0.8 })
    expect(robustOf(all, 'constructor')).toMatchObject({ epsilon: 2 })
    expect(robustOf([], 'My images')).toBeNull()
  })
})

it('and its headline are missing without figures', () => {
  expect(headlineOf(manifestOf({ figures: null }))).toBeNull()
})

describe('the evidence for a number', () => {
  it('includes an interval if images are few', () => {
    const robust = robustOf([autoAttack(8, 0.43, 200)])
    expect(robust && attackText(robust)).toBe('AutoAttack at 8/255')
    // SciPy's interval of 86 in 200.
    expect(robust && provenance(robust)).toBe('On 200 images; 95 % interval 36.3 to 49.9 % (Wilson)')
    const thousand = robustOf([autoAttack(8, 0.431, 1000)])
    expect(thousand && provenance(thousand)).toBe('On 1,000 images; 95 % interval 40.1 to 46.2 % (Wilson)')
  })

  it('includes none if they are many', () => {
    const clean = headlineOf(manifestOf())?.clean
    expect(clean && provenance(clean)).toBe('On 5,000 images')
  })
})
