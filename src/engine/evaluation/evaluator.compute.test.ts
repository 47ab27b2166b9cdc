/** @file What an evaluation asks of the engine, held to the model asked directly. */
import { beforeAll, describe, expect, it } from 'vitest'
import { argMax } from '../../numbers/argMax'
import { tinyClassifier, tinyImages } from '../../testing/attackGoldens'
import { prepareBackend } from '../../testing/backends'
import { expectSentence, messageOf } from '../../testing/sentence'
import type { Eps01, Pixels01 } from '../../units'
import { attackImages } from '../attacks/loop/attackImages'
import { ATTACKS, type AttackChoice } from '../attacks/registry'
import type { Classifier } from '../classifier'
import { JobCancelled, UNCONTROLLED } from '../jobControl'
import * as tf from '../tf'
import { Evaluator } from './evaluator'
import { perturbationSize } from './perturbationSize'
import type { LabelledImages, TransferInput } from './types'

const SIDE = 12
const PER_IMAGE = SIDE * SIDE * 3
const COUNT = 12
const EPSILON = (8 / 255) as Eps01
const { pixels, labels } = tinyImages(COUNT)
/** The second is labelled wrongly. */
const LABELS = labels.map((label, i) => (i === 1 ? (label + 1) % 10 : label))
/** Of the source: not from 0, and not in the order of a batch. */
const INDICES = labels.map((_, i) => 100 - i)
const attack: AttackChoice = {
  id: 'pgd',
  settings: { ...ATTACKS.pgd.defaults('linf', EPSILON), steps: 4, seed: 5 },
}

let own: Classifier
let mirrored: Classifier
let larger: Classifier
let images: LabelledImages

const classifiers = () => new Map<string, Classifier>(Object.entries({ own, mirrored, larger }))

/** Where `unreadable` is the index of an image, it is missing. */
function createEvaluator(unreadable: number | null = null): Evaluator {
  return new Evaluator(
    (id) => {
      const classifier = classifiers().get(id)
      if (classifier === undefined) throw new Error(`The model "${id}" is not loaded; load it first.`)
      return classifier
    },
    {
      readDataSet: async (_, indices, { size }) => {
        const places = indices.filter((index) => index !== unreadable).map((index) => INDICES.indexOf(index))
        return {
          indices: places.map((place) => INDICES[place] as number),
          labels: places.map((place) => LABELS[place] as number),
          classes: images.classes,
          pixels: Float32Array.from(places.flatMap((place) => [...image(pixels, place)])) as Pixels01,
          size,
        }
      },
      matchClasses: (source, model) => source.map((name) => model.indexOf(name)),
    },
  )
}

const image = (all: Float32Array, place: number) => all.subarray(place * PER_IMAGE, (place + 1) * PER_IMAGE)

function predictOne({ logits }: Classifier, values: Float32Array): number {
  return tf.tidy(() => argMax(logits(tf.tensor4d(values, [1, SIDE, SIDE, 3])).dataSync() as Float32Array))
}

const attackDirectly = (classifier: Classifier, places: readonly number[], epsilons: readonly Eps01[]) =>
  attackImages(
    classifier,
    {
      pixels: Float32Array.from(places.flatMap((place) => [...image(pixels, place)])) as Pixels01,
      labels: places.map((place) => LABELS[place] as number),
      indices: places.map((place) => INDICES[place] as number),
      epsilons,
      attack,
      stopWhenFooled: false,
    },
    UNCONTROLLED,
  )

beforeAll(async () => {
  await prepareBackend('wasm')
  own = tinyClassifier()
  mirrored = {
    ...own,
    manifest: { ...own.manifest, name: 'Mirrored' },
    logits: (x) => tf.tidy(() => own.logits(tf.reverse(x, 2))),
  }
  larger = { ...own, manifest: { ...own.manifest, input: { ...own.manifest.input, height: 16, width: 16 } } }
  images = {
    indices: INDICES,
    labels: LABELS,
    classes: own.manifest.classes,
    pixels: pixels as Pixels01,
    size: SIDE,
  }
})

describe('judging images', () => {
  const places = [...LABELS.keys()]
  const epsilons = places.map((place) => [0, 2 / 255, 8 / 255][place % 3] as Eps01)
  const judge = (source: LabelledImages, own = epsilons) =>
    createEvaluator().judge(
      { modelId: 'own', images: { kind: 'given', images: source }, attack, epsilons: own },
      UNCONTROLLED,
    )

  it('returns verdicts at each image’s epsilon, and the clean prediction', async () => {
    const judgement = await judge(images)
    expect(judgement.indices).toEqual(INDICES)
    const clean = places.map((place) => predictOne(own, image(pixels, place)) === LABELS[place])
    expect(clean[1]).toBe(false)
    const attacked = await attackDirectly(own, places, epsilons)
    for (const place of places) {
      const isRight = clean[place] && predictOne(own, attacked[place]!.attacked) === LABELS[place]
      expect(judgement.verdicts[place], `of image ${place}`).toBe(
        clean[place] ? (isRight ? 'robust' : 'fooled') : 'wrong',
      )
    }
    expect(new Set(judgement.verdicts)).toEqual(new Set(['robust', 'fooled', 'wrong']))
  })

  it('reports the size of the perturbation, and what made it', async () => {
    const { verdicts, sizes, fooledBy } = await judge(images)
    for (const [place, verdict] of verdicts.entries()) {
      if (verdict === 'robust') expect([sizes[place], fooledBy[place]]).toEqual([null, null])
      if (verdict === 'wrong') expect([sizes[place], fooledBy[place]]).toEqual([0, null])
      if (verdict !== 'fooled') continue
      expect(sizes[place]).toBeGreaterThan(0)
      expect(sizes[place]).toBeLessThanOrEqual((epsilons[place] as number) + 1e-6)
      expect(fooledBy[place]).toMatch(/^PGD/)
    }
  })

  it('uses the model’s own class of the same name', async () => {
    const renamed = [...own.manifest.classes].reverse()
    const turned = { ...images, classes: renamed, labels: LABELS.map((label) => 9 - label) }
    expect(await judge(turned)).toEqual(await judge(images))
  })

  it('keeps every image’s epsilon if an earlier image cannot be read', async () => {
    const input = {
      modelId: 'own',
      images: { kind: 'dataSet', id: 'any', indices: INDICES },
      attack,
      epsilons,
    } as const
    const all = await createEvaluator().judge(input, UNCONTROLLED)
    const without = await createEvaluator(INDICES[3]).judge(input, UNCONTROLLED)
    expect(without.indices).toEqual(INDICES.filter((_, place) => place !== 3))
    expect(without.verdicts).toEqual(all.verdicts.filter((_, place) => place !== 3))
  })

  it.each([
    ['epsilons', () => judge(images, [EPSILON]), '1 epsilon for 12 images'],
    ['a class', () => judge({ ...images, classes: images.classes.with(LABELS[0] as number, 'yak') }), '"yak"'],
    ['a size', () => judge({ ...images, size: 8 }), '8 × 8 where "Tiny" takes 12 × 12'],
  ])('says that %s does not fit', async (_, ask, part) => {
    expect(await messageOf(ask)).toContain(part)
  })

  it('stops when cancelled, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors
    let asked = 0
    const checkpoint = async () => {
      if (++asked === 3) throw new JobCancelled()
    }
    // Short attacks end before they ask so often.
    const long = { ...attack, settings: { ...attack.settings, steps: 400 } } as AttackChoice
    const input = { modelId: 'own', images: { kind: 'given', images }, attack: long, epsilons } as const
    await expect(createEvaluator().judge(input, { checkpoint })).rejects.toThrow(JobCancelled)
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('transfer of perturbations', () => {
  it('is judged against the other model’s clean prediction', async () => {
    const input = {
      modelId: 'own',
      targetIds: ['own', 'mirrored'],
      images: { kind: 'given', images },
      attack,
    } as const
    const { indices, verdicts, unperturbed } = await createEvaluator().transfer(input, UNCONTROLLED)
    expect(indices).toEqual(INDICES)
    const places = [...LABELS.keys()]
    const attacked = await attackDirectly(
      own,
      places,
      places.map(() => EPSILON),
    )
    for (const [id, classifier] of Object.entries({ own, mirrored })) {
      const expected = places.map((place) => {
        const isRight = (values: Float32Array) => predictOne(classifier, values) === LABELS[place]
        if (!isRight(image(pixels, place))) return 'wrong'
        return isRight(attacked[place]!.attacked) ? 'robust' : 'fooled'
      })
      expect(verdicts[id]).toEqual(expected)
    }
    expect(verdicts.own).not.toEqual(verdicts.mirrored)
    expect(unperturbed).toEqual(places.map(() => false))
  })

  it('reports unchanged images, as of FAB-T if its model is wrong', async () => {
    const settings = { ...ATTACKS.fabT.defaults('linf', EPSILON), steps: 2, targetClasses: 1 }
    const given = { kind: 'given', images } as const
    const input = { modelId: 'own', targetIds: ['own', 'mirrored'], images: given, attack: { id: 'fabT', settings } }
    const { verdicts, unperturbed } = await createEvaluator().transfer(input as TransferInput, UNCONTROLLED)
    expect(verdicts.own).toContain('wrong')
    for (const [place, verdict] of verdicts.own!.entries()) {
      if (verdict === 'wrong') expect(unperturbed[place]).toBe(true)
      if (verdict === 'fooled') expect(unperturbed[place]).toBe(false)
      if (unperturbed[place]) expect(verdicts.mirrored![place]).not.toBe('fooled')
    }
  })
})

it('red flags transfer between models with the same input size', async () => {
  // In L1 there is no other black box.
  const settings = { images: COUNT, steps: 1, norm: 'l1', epsilon: 4 as Eps01, seed: 1 } as const
  const input = { modelId: 'own', images: { kind: 'given', images }, settings } as const
  const blackBox = async (otherIds: readonly string[]) => {
    const findings = await createEvaluator().checkFlags({ ...input, otherIds }, UNCONTROLLED)
    return findings.find(({ id }) => id === 'black-box')?.seen
  }
  expect(await blackBox(['own', 'larger'])).toContain('no black-box attack')
  expect(await blackBox(['larger', 'mirrored'])).toContain('made on “Mirrored”')
})

it('sizes are those of the norms', () => {
  const [clean, attacked] = [Float32Array.of(0.5, 0.25, 1), Float32Array.of(0.75, 0.25, 0.25)]
  expect(perturbationSize('linf', clean, attacked)).toBe(0.75)
  expect(perturbationSize('l1', clean, attacked)).toBe(1)
  expect(perturbationSize('l2', clean, attacked)).toBeCloseTo(Math.sqrt(0.625), 12)
})

it('settings are checked against the attack and the model', async () => {
  const evaluator = createEvaluator()
  expect(evaluator.attackProblem('own', attack)).toBeNull()
  const wrong = { ...attack, settings: { ...attack.settings, steps: 0.5 } } as AttackChoice
  expectSentence(evaluator.attackProblem('own', wrong) ?? '', '0.5')
  expect(await messageOf(() => evaluator.attackProblem('nobody', attack))).toContain('is not loaded')
})
