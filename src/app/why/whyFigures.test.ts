import { describe, expect, it, vi } from 'vitest'
import { NORM_DESCRIPTIONS } from '../../engine/attacks/norms/descriptions'
import { measureQuantity } from '../../engine/measureQuantity'
import { noGallery } from '../../engine/quantities/defineQuantity'
import { argMax } from '../../numbers/argMax'
import { untargetedOutcome } from '../../outcomes/outcome'
import { createFakeApp } from '../../testing/fakeApp'
import type { Answers } from '../../testing/fakeWorkers'
import { type PixelImage, pixels01 } from '../../units'

/**
 * A classifier whose margin between two classes is linear, so that all of its losses have closed forms: with m = w·x + b the
 * cross-entropy of the label is log(1 + exp(-m)), and the strongest change within ε takes ε‖w‖₁ from m.
 */
const WEIGHTS = [3, -1, 0.5, 2, -4, 1, 0.25, -0.5, 1.5, -2, 1, 3]
const BIAS = 0.25
const NORM = WEIGHTS.reduce((sum, weight) => sum + Math.abs(weight), 0)
const GREY = 0.5
const marginAt = (pixels: ArrayLike<number>) => WEIGHTS.reduce((sum, w, i) => sum + w * (pixels[i] as number), BIAS)
const MARGIN = marginAt(new Array(12).fill(GREY))
const lossAt = (margin: number) => Math.log1p(Math.exp(-margin))
const certaintyAt = (margin: number) => 1 / (1 + Math.exp(-margin))

/** Of ten classes, of which all but the label and its neighbour are out of the question. */
const logitsAt = (pixels: ArrayLike<number>, label: number) =>
  Float32Array.from({ length: 10 }, (_, k) => (k === label ? marginAt(pixels) : k === (label + 1) % 10 ? 0 : -1e4))

const linear: Partial<Answers> = {
  measure: ({ image, label, quantity, settings }) =>
    measureQuantity(
      { quantity, settings },
      {
        image,
        label: label ?? 1,
        logits: async () => logitsAt(image.pixels, label ?? 1),
        gradient: async (of) => {
          const slope = of === 'margin' ? 1 : certaintyAt(marginAt(image.pixels)) - 1
          return Float32Array.from(WEIGHTS, (weight) => slope * weight)
        },
        hessianProduct: async (direction: Float32Array) => direction,
        losses: async () => {
          throw new Error('the article asks for no loss of other images')
        },
        gallery: noGallery,
        lossesOf: async () => {
          throw new Error('the article asks for no universal perturbation')
        },
        gradients: async () => {
          throw new Error('the article asks for no gradient of noisy images')
        },
      },
    ),
  attack: ({ image, label, attack: { id, settings } }) => {
    // Noise moves the margin by nothing here; Square goes half of the way.
    const share = { randomSign: 0, square: 0.5 }[id as string] ?? 1
    const step = share * settings.epsilon
    const attacked = pixels01(image.pixels.map((value, i) => value - step * Math.sign(WEIGHTS[i] as number)))
    const logits = logitsAt(attacked, label)
    const maximised = { name: '', formula: '', unit: null, reference: null }
    const verdict = untargetedOutcome({ label, clean: label, attacked: argMax(logits) })
    const outcome = { attacked, logits, loss: 0, losses: [], maximised, verdict }
    return { ...outcome, minimisesNorm: false, size: step, zeroGradient: false }
  },
}

async function openArticle(answers: Partial<Answers> = linear) {
  vi.stubGlobal('fetch', async () => new Response(new Blob(['png'])))
  const app = createFakeApp({ models: ['one'], answers })
  await app.session.start()
  app.showImage(GREY)
  await app.untilIdle()
  return app
}

const settled = async (app: Awaited<ReturnType<typeof openArticle>>) => {
  app.store.setState({ view: 'why' })
  await app.until(() => expect(app.state().why.one?.reached?.value).toBeTruthy())
  const { growth, certainty, reached } = app.state().why.one ?? {}
  return { growth: growth?.value, certainty: certainty?.value, reached: reached?.value }
}

describe('the figures of the article, for a model whose losses have closed forms', () => {
  it('are not computed before the article is open', async () => {
    const app = await openArticle()
    expect(app.state().why).toEqual({})
  })

  it('are the increase of the loss under attack, and ε‖∇L‖₁', async () => {
    const { growth } = await settled(await openArticle())
    expect(growth?.l1).toBeCloseTo((1 - certaintyAt(MARGIN)) * NORM, 4)
    expect(growth?.points.length).toBeGreaterThan(5)
    for (const { epsilon, firstOrder, measured } of growth?.points ?? []) {
      expect(firstOrder).toBeCloseTo((epsilon / 255) * (1 - certaintyAt(MARGIN)) * NORM, 4)
      expect(measured).toBeCloseTo(lossAt(MARGIN - (epsilon / 255) * NORM) - lossAt(MARGIN), 4)
    }
  })

  it('are the norms of both gradients against the loss', async () => {
    const { certainty } = await settled(await openArticle())
    expect(certainty?.length).toBeGreaterThan(10)
    for (const { loss, lossL1, marginL1 } of certainty ?? []) {
      // 1 - p is 1 - exp(-loss), and the margin's gradient is the weights whatever the certainty.
      expect(lossL1).toBeCloseTo((1 - certaintyAt(MARGIN)) * NORM, 4)
      expect(marginL1).toBeCloseTo(NORM, 4)
      expect(loss).toBeCloseTo(lossAt(MARGIN), 4)
    }
  })

  it('are the losses that attacks reach at the size on screen', async () => {
    const { reached } = await settled(await openArticle())
    expect(reached?.epsilon).toBe(NORM_DESCRIPTIONS.linf.usual)
    const step = (NORM_DESCRIPTIONS.linf.usual / 255) * NORM
    const expected = { 'Random sign': MARGIN, FGSM: MARGIN - step, PGD: MARGIN - step, Square: MARGIN - step / 2 }
    for (const { name, loss } of reached?.attacks ?? []) {
      expect(loss, name).toBeCloseTo(lossAt(expected[name as keyof typeof expected]), 4)
    }
    expect(reached?.attacks.map(({ name }) => name)).toEqual(Object.keys(expected))
  })
})

describe('the figures of the article', () => {
  it('follow the image and the attack’s size, and nothing else is computed again', async () => {
    const app = await openArticle()
    const before = await settled(app)
    app.actions.setAttackSettings({ epsilon: 4 / 255 })
    await app.until(() => expect(app.state().why.one?.reached?.value?.epsilon).toBe(4))
    expect(app.state().why.one?.growth?.value).toBe(before.growth)
    app.showImage(0.6)
    await app.until(() => expect(app.state().why.one?.growth?.value).not.toBe(before.growth))
    expect(app.state().why.one?.certainty?.value).toBe(before.certainty)
  })

  it('stop where another view is opened, and go on later', async () => {
    const app = await openArticle()
    app.store.setState({ view: 'why' })
    app.store.setState({ view: 'compare' })
    await app.until(() => expect(app.state().why.one?.growth?.progress).toBeNull())
    expect(app.state().why.one?.growth).toMatchObject({ value: null, error: null })
    expect((await settled(app)).growth).toBeTruthy()
  })

  it('say what failed, go on with the others, and are retried when asked', async () => {
    let isBroken = true
    const attack: Answers['attack'] = (input, control) => {
      if (isBroken) throw new Error('The attack failed; try again.')
      return (linear.attack as Answers['attack'])(input, control)
    }
    const app = await openArticle({ ...linear, attack })
    app.store.setState({ view: 'why' })
    await app.until(() => expect(app.state().why.one?.reached?.error).toBe('The attack failed; try again.'))
    expect(app.state().why.one?.certainty?.value).toBeTruthy()
    isBroken = false
    app.actions.retryWhy('one')
    await app.until(() => expect(app.state().why.one?.reached?.value).toBeTruthy())
    expect(app.state().why.one?.growth?.error).toBeNull()
  })

  it('are computed by the new engine where one was lost', async () => {
    const app = await openArticle()
    app.store.setState({ view: 'why' })
    app.worker().lose('The GPU was lost.')
    await app.until(() => expect(app.state().why.one?.reached?.value).toBeTruthy())
  })
})

const image: PixelImage = { pixels: pixels01(new Float32Array(12).fill(GREY)), height: 2, width: 2 }

it('the model of these tests is right about its image, and not certain', () => {
  expect(marginAt(image.pixels)).toBeGreaterThan(0)
  expect(certaintyAt(MARGIN)).toBeLessThan(0.99)
})
