/** @file What an attack says that it maximised is what its numbers are, computed again in float64 from the logits handed over. */
import { beforeAll, describe, expect, it } from 'vitest'
import { tinyClassifier, tinyImages } from '../../../testing/attackGoldens'
import { prepareBackend } from '../../../testing/backends'
import type { Eps01, Pixels01 } from '../../../units'
import type { Classifier } from '../../classifier'
import { UNCONTROLLED } from '../../jobControl'
import type { AttackedImage } from '../../types'
import type { NormId } from '../norms/types'
import { ATTACKS, type AttackChoice, type AttackId } from '../registry'
import type { Goal } from '../types'
import { attackImages } from './attackImages'

const COUNT = 3
const EPSILON = (8 / 255) as Eps01
const { pixels, labels } = tinyImages(COUNT)
const targets = labels.map((label) => (label + 3) % 10)
const FEWER: Readonly<Record<string, number>> = { steps: 3, queries: 3, targetClasses: 2 }

const sorted = (logits: readonly number[]) => [...logits].sort((a, b) => b - a)
const others = (logits: readonly number[], label: number) => logits.filter((_, i) => i !== label)
const logSumExp = (logits: readonly number[]) => Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))

/** By formula: the value for a label and a target; the target of a run that steers to several may be any class. */
const FORMULAS: Readonly<Record<string, (logits: readonly number[], label: number, target: number) => number>> = {
  '−log p(label)': (z, y) => logSumExp(z) - z[y]!,
  'log p(target)': (z, _, t) => z[t]! - logSumExp(z),
  'largest other logit − label’s': (z, y) => Math.max(...others(z, y)) - z[y]!,
  'target’s logit − largest other': (z, _, t) => z[t]! - Math.max(...others(z, t)),
  'target’s logit − label’s': (z, y, t) => z[t]! - z[y]!,
  '(largest other logit − label’s) / (largest − third)': (z, y) => {
    const [first, , third] = sorted(z) as [number, number, number]
    return (Math.max(...others(z, y)) - z[y]!) / (first - third)
  },
  '(target’s logit − label’s) / (largest − mean of third and fourth)': (z, y, t) => {
    const [first, , third, fourth] = sorted(z) as [number, number, number, number]
    return (z[t]! - z[y]!) / (first - (third + fourth) / 2)
  },
  'largest other − p(label)': (z, y) =>
    (Math.exp(Math.max(...others(z, y))) - Math.exp(z[y]!)) / Math.exp(logSumExp(z)),
  'p(target) − largest other': (z, _, t) =>
    (Math.exp(z[t]!) - Math.exp(Math.max(...others(z, t)))) / Math.exp(logSumExp(z)),
}

const ids = (Object.keys(ATTACKS) as AttackId[]).filter((id) => id !== 'autoAttack')
const cases = [
  ...ids.flatMap((id) => ATTACKS[id].goals.map((goal) => [id, goal, {}] as const)),
  ...(['margin', 'probabilityMargin'] as const).flatMap((loss) =>
    ATTACKS.pgd.goals.map((goal) => ['pgd', goal, { loss }] as const),
  ),
]

describe('what an attack maximises', () => {
  let classifier: Classifier
  beforeAll(async () => {
    await prepareBackend('wasm')
    classifier = tinyClassifier()
  })

  function attack(id: AttackId, goal: Goal, epsilon = EPSILON, change: object = {}): Promise<AttackedImage[]> {
    const [norm] = ATTACKS[id].norms as readonly [NormId]
    const usual: object = ATTACKS[id].defaults(norm, epsilon)
    const fewer = Object.fromEntries(Object.entries(FEWER).filter(([name]) => name in usual))
    const choice = { id, settings: { ...usual, ...fewer, ...change } } as unknown as AttackChoice
    const goals = goal === 'targeted' ? { targets } : {}
    const input = { pixels: pixels as Pixels01, labels, ...goals, attack: choice, stopWhenFooled: false }
    return attackImages(classifier, input, UNCONTROLLED)
  }

  it.each(cases)('is named as it is computed: %s, %s, %j', async (id, goal, change) => {
    for (const [i, { logits, loss, maximised }] of (await attack(id, goal, EPSILON, change)).entries()) {
      const formula = FORMULAS[maximised!.formula]
      expect(formula, maximised!.formula).toBeDefined()
      const z = Array.from(logits)
      const label = labels[i]!
      const candidates = goal === 'targeted' ? [targets[i]!] : [...z.keys()].filter((other) => other !== label)
      const distances = candidates.map((target) => Math.abs(formula!(z, label, target) - loss))
      expect(Math.min(...distances), `${maximised!.name}: ${loss}`).toBeLessThan(1e-4 * Math.max(1, Math.abs(loss)))
      expect(maximised!.unit === null).toBe(/DLR|probability margin/.test(maximised!.name))
    }
  })

  it('says whether the successful run minimises the perturbation', async () => {
    const [fab] = await attack('fabT', 'untargeted')
    const [pgd] = await attack('pgd', 'untargeted')
    expect([fab!.minimisesNorm, pgd!.minimisesNorm]).toEqual([true, false])
    for (const { run, minimisesNorm } of await attack('ensemble', 'untargeted')) {
      expect(minimisesNorm, run!).toBe(run!.includes('FAB-T'))
    }
  })

  it('is reported at the returned image of a minimal-norm attack', async () => {
    const results = await attack('fabT', 'untargeted', 1 as Eps01, { steps: 8 })
    expect(results.some(({ loss, losses }) => Math.abs(loss - losses.at(-1)!) > 1e-3)).toBe(true)
  })
})
