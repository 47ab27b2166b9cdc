/** @file What the article says of the paper and the zoo, held against the figures that it stands on. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Reached } from '../../store/why/why'
import { shippedManifests } from '../../testing/manifests'
import claims from './claims.json'
import { certaintyOf } from './figures/CertaintyFigure'
import { claimEnds } from './figures/ClaimRows'
import { maskingWords } from './figures/ReachedTable'
import { attackOf, contrastIn, measuredMean, zooPoints } from './figures/zooPoints'

const ratioOf = ({ result }: { readonly result: string }) => Number.parseFloat(result)

describe('the article', () => {
  const sections = join(import.meta.dirname, 'sections')
  const read = (name: string) => readFileSync(join(sections, `${name}.tsx`), 'utf8').replaceAll(/\s+/g, ' ')

  it('shows every claim of the paper once', () => {
    const text = ['SmallGradients', 'TrainingOnGradients', 'Edges'].map(read).join(' ')
    for (const id of Object.keys(claims)) expect(text.split(`<ClaimRows of="${id}" />`), id).toHaveLength(2)
  })

  it('has a miss to tell of: no gradient of the zoo is a hundred times smaller', () => {
    expect(read('SmallGradients')).toContain('nowhere in this zoo does it come near a hundred')
    expect(claims.norms.rows.length).toBeGreaterThan(2)
    for (const row of claims.norms.rows) expect(ratioOf(row)).toBeLessThan(50)
  })

  it('says rightly that gradient norm falls behind as the attack grows', () => {
    expect(read('TrainingOnGradients')).toContain('The larger the attack, the more the method falls behind')
    const { rows } = claims.robustness
    expect(rows.length % 2).toBe(0)
    for (let i = 0; i < rows.length; i += 2) expect(ratioOf(rows[i + 1]!)).toBeLessThanOrEqual(ratioOf(rows[i]!))
  })

  it('says rightly that ReLU costs less here than in the paper', () => {
    expect(read('TrainingOnGradients')).toContain('far less than the paper reports')
    // The paper's table 4: 6.82 % with ReLU and 30.00 % with GELU.
    for (const row of claims.relu.rows) expect(ratioOf(row)).toBeGreaterThan(2 * (6.82 / 30))
    expect(Math.min(...claims.relu.rows.map(ratioOf))).toBeLessThan(1)
  })

  it('is of the length of a good article', () => {
    const names = [
      'Introduction',
      'FirstStep',
      'SmallGradients',
      'TrainingOnGradients',
      'Certainty',
      'Edges',
      'Masking',
      'Summary',
    ]
    const prose = names.map((name) =>
      read(name)
        .replace(/^.*return \(/, '')
        .replaceAll(/<[^>]*>|\{[^}]*\}/g, ' '),
    )
    const words = prose.join(' ').match(/\p{L}[\p{L}’-]*/gu) ?? []
    expect(words.length).toBeGreaterThan(850)
    expect(words.length).toBeLessThan(1500)
  })
})

it('claims are summed up by how they ended', () => {
  expect(claimEnds(['0.9 (0.8 to 1), met', '0.5 (x), missed', '0.6 (y), met'])).toBe('3 comparisons: 2 met, 1 missed')
  expect(claimEnds(['14.0 (13.3 to 14.7)'])).toBe('1 comparison: 1 without a goal')
})

describe('the points of the zoo', () => {
  const manifests = shippedManifests().filter(({ data }) => data === 'CIFAR-10')

  it('are the means and the accuracies of the manifests', () => {
    const points = zooPoints(manifests, 'meanL1')
    expect(points.length).toBe(manifests.length)
    expect(attackOf(manifests)).toBe('AutoAttack at 8/255')
    for (const { id, value, share, low, high } of points) {
      const { figures } = manifests.find((manifest) => manifest.id === id)!
      expect(value).toBe(figures!.gradients!.loss.meanL1)
      const auto = figures!.robustAccuracy.find((one) => one.attack === 'autoattack-standard' && one.epsilon255 === 8)
      expect(share).toBe(auto!.accuracy)
      expect(low).toBeLessThanOrEqual(share)
      expect(high).toBeGreaterThanOrEqual(share)
    }
  })

  it('contrast two models of one architecture', () => {
    const [natural, robust] = contrastIn(manifests)!
    expect([natural.training.objective, robust.training.objective]).toEqual(['natural', 'adversarial'])
    expect(natural.architecture).toEqual(robust.architecture)
    expect(measuredMean(natural, 'meanL1')).toBeGreaterThan(measuredMean(robust, 'meanL1')!)
    expect(contrastIn([natural])).toBeNull()
  })
})

it('a norm that is a power of the loss says only how certain the model is', () => {
  const samples = [1e-4, 1e-3, 0.1, 2].map((loss) => ({ id: `${loss}`, loss, lossL1: 30 * loss ** 0.9, marginL1: 50 }))
  expect(certaintyOf(samples, 'lossL1')).toBeCloseTo(1, 9)
  expect(certaintyOf(samples, 'marginL1')).toBeNull()
})

describe('the words on masking', () => {
  const reached = (name: string, followsGradient: boolean, loss: number): Reached => ({
    ...{ name, followsGradient, loss },
    verdict: 'robust',
  })
  const honest = [reached('PGD', true, 2), reached('Square', false, 1)]
  const masked = [reached('FGSM', true, 0.1), reached('PGD', true, 0.2), reached('Square', false, 3)]

  it('say nothing against a model that gives way to gradients first', () => {
    expect(maskingWords([{ name: 'One', attacks: honest }])).toMatch(/no sign of masking/)
  })

  it('name the model and the attack that went further without gradients', () => {
    const words = maskingWords([
      { name: 'One', attacks: honest },
      { name: 'Two', attacks: masked },
    ])
    expect(words).toBe('Square reaches more than PGD on Two: there the gradient misleads.')
  })
})
