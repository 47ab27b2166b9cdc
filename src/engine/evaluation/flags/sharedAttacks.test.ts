import { expect, it } from 'vitest'
import { tinyClassifier, tinyPictures } from '../../../testing/attackGoldens'
import { prepareBackend } from '../../../testing/backends'
import type { Eps01, Pixels01 } from '../../../units'
import { ATTACKS, type AttackChoice } from '../../attacks/registry'
import type { Classifier } from '../../classifier'
import { UNCONTROLLED } from '../../jobControl'
import type { Judge } from '../transfer'
import type { LabelledPictures } from '../types'
import { SharedAttacks } from './sharedAttacks'

it('an attack is made once for each model, settings, labels and pictures', async () => {
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
  const { pixels, labels } = tinyPictures(4)
  const pictures = { indices: [0, 1, 2, 3], labels, classes: [], pixels: pixels as Pixels01, side: 12 }
  const judge = { id: 'one', classifier: counted, labels }
  const attack: AttackChoice = {
    id: 'pgd',
    settings: { ...ATTACKS.pgd.defaults('linf', (8 / 255) as Eps01), steps: 2 },
  }
  const shared = new SharedAttacks()
  const made = async (of: Judge, shown: LabelledPictures, choice: AttackChoice) => {
    const before = passes
    const results = await shared.wholeAttack(of, shown, choice, UNCONTROLLED)
    return { results, isNew: passes > before }
  }

  const first = await made(judge, pictures, attack)
  expect(first.isNew).toBe(true)
  const again = await made(
    { ...judge, labels: [...labels] },
    { ...pictures, pixels: pictures.pixels.slice() as Pixels01 },
    attack,
  )
  expect(again).toEqual({ results: first.results, isNew: false })

  const other = pictures.pixels.slice() as Pixels01
  other[0] = 1 - (other[0] as number)
  const weaker = { ...attack, settings: { ...attack.settings, seed: 2 } } as AttackChoice
  const others: readonly (readonly [Judge, LabelledPictures, AttackChoice])[] = [
    [judge, { ...pictures, pixels: other }, attack],
    [judge, pictures, weaker],
    [{ ...judge, labels: labels.map((label) => (label + 1) % 10) }, pictures, weaker],
    [judge, { ...pictures, indices: [4, 5, 6, 7] }, weaker],
    [{ ...judge, classifier: { ...counted } }, { ...pictures, indices: [4, 5, 6, 7] }, weaker],
  ]
  for (const [of, shown, choice] of others) expect((await made(of, shown, choice)).isNew).toBe(true)
})
