import { expect, it } from 'vitest'
import { tinyClassifier, tinyImages } from '../../../testing/attackGoldens'
import { prepareBackend } from '../../../testing/backends'
import type { Eps01, Pixels01 } from '../../../units'
import { ATTACKS, type AttackChoice } from '../../attacks/registry'
import type { Classifier } from '../../classifier'
import { UNCONTROLLED } from '../../jobControl'
import type { Judge } from '../transfer'
import type { LabelledImages } from '../types'
import { SharedAttacks } from './sharedAttacks'

it('an attack is made once per model, settings, labels and images', async () => {
  await prepareBackend('wasm')
  const tiny = tinyClassifier()
  let passes = 0
  const counted: Classifier = {
    ...tiny,
    logits: (pixels) => {
      passes++
      return tiny.logits(pixels)
    },
  }
  const { pixels, labels } = tinyImages(4)
  const images = { indices: [0, 1, 2, 3], labels, classes: [], pixels: pixels as Pixels01, size: 12 }
  const judge = { id: 'one', classifier: counted, labels }
  const attack: AttackChoice = {
    id: 'pgd',
    settings: { ...ATTACKS.pgd.defaults('linf', (8 / 255) as Eps01), steps: 2 },
  }
  const shared = new SharedAttacks()
  const made = async (of: Judge, shown: LabelledImages, choice: AttackChoice) => {
    const before = passes
    const results = await shared.wholeAttack(of, shown, choice, UNCONTROLLED)
    return { results, isNew: passes > before }
  }

  const first = await made(judge, images, attack)
  expect(first.isNew).toBe(true)
  const again = await made(
    { ...judge, labels: [...labels] },
    { ...images, pixels: images.pixels.slice() as Pixels01 },
    attack,
  )
  expect(again).toEqual({ results: first.results, isNew: false })

  const other = images.pixels.slice() as Pixels01
  other[0] = 1 - (other[0] as number)
  const weaker = { ...attack, settings: { ...attack.settings, seed: 2 } } as AttackChoice
  const others: readonly (readonly [Judge, LabelledImages, AttackChoice])[] = [
    [judge, { ...images, pixels: other }, attack],
    [judge, images, weaker],
    [{ ...judge, labels: labels.map((label) => (label + 1) % 10) }, images, weaker],
    [judge, { ...images, indices: [4, 5, 6, 7] }, weaker],
    [{ ...judge, classifier: { ...counted } }, { ...images, indices: [4, 5, 6, 7] }, weaker],
  ]
  for (const [of, shown, choice] of others) expect((await made(of, shown, choice)).isNew).toBe(true)
})
