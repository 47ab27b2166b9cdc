import { describe, expect, it } from 'vitest'
import type { HeldOutImages } from '../../engine/training/heldOut'
import { type FakeApp, memoryStorage, memoryTabStorage } from '../../testing/fakeApp'
import { type Answers, cannedEach, cannedFigures } from '../../testing/fakeWorkers'
import { createTrainingApp, openTrainingApp, trainingAnswers } from '../../testing/trainingApp'

const ID = 'trained-gradient-norm-1'
const before = cannedEach(['wrong', 'fooled', 'fooled'], 10)
const after = cannedEach(['robust', 'fooled', 'robust'], 2)

/** A worker whose third held-out image is fooled before the training and robust after it. */
function contrastingAnswers(asked: number[] = [], measuredBefore: HeldOutImages = before): Partial<Answers> {
  const { answers, held } = trainingAnswers()
  return {
    ...answers,
    measureTraining: () => ({
      step: held.step,
      ...{ figures: cannedFigures, maps: [], divergence: null },
      each: held.step === 0 ? measuredBefore : after,
    }),
    heldOutImage: ({ index }) => {
      asked.push(index)
      return { file: new Blob([`image ${index}`], { type: 'image/png' }), label: 'cat' }
    },
  }
}

async function trained(app: FakeApp): Promise<void> {
  await openTrainingApp(app)
  await app.actions.runs.training.start()
  await app.until(() => expect(app.state().training.run?.status).toBe('done'))
}

describe('a trained model beside the original', () => {
  it('is shown on an image where they differ, under that attack', async () => {
    const asked: number[] = []
    const app = createTrainingApp(contrastingAnswers(asked))
    await trained(app)
    await app.actions.compareTrainedModel()
    const { view, models, image, label, attack } = app.state()
    expect(view).toBe('compare')
    expect(models.map(({ id }) => id)).toEqual(['one', ID])
    expect(asked).toEqual([2])
    expect(image).toMatchObject({ name: 'held-out image 3 of 3, cat', galleryId: null })
    expect(image?.about).toContain('PGD-10 at 16/255 fooled the model')
    expect(label).toBe('cat')
    const stepSize = { rule: 'fixed', size: 4 / 255 }
    expect(attack.choice).toMatchObject({
      id: 'pgd',
      settings: { norm: 'linf', epsilon: 16 / 255, steps: 10, stepSize },
    })
  })

  it('keeps image and attack after a reload in its tab only', async () => {
    const [storage, tabStorage] = [memoryStorage(), memoryTabStorage()]
    const app = createTrainingApp(contrastingAnswers(), storage, undefined, tabStorage)
    void app.actions.openComparison()
    await trained(app)
    await app.actions.compareTrainedModel()
    const { image, attack, label } = app.state()
    await app.until(() => expect(tabStorage.getItem('gradlens-comparison')).toContain('held-out image'))

    const reloaded = createTrainingApp(contrastingAnswers(), storage, undefined, tabStorage)
    await reloaded.session.start()
    await reloaded.actions.openComparison(true)
    await reloaded.untilIdle()
    expect(reloaded.state()).toMatchObject({ attack, label, image: { name: image?.name, about: image?.about } })
    expect(await reloaded.state().image?.file.text()).toBe('image 2')
    expect(reloaded.state().models.map(({ id }) => id)).toContain(ID)

    const other = createTrainingApp(contrastingAnswers(), storage)
    await other.session.start()
    await other.actions.openComparison()
    expect(other.state().models.map(({ id }) => id)).not.toContain(ID)
    expect(other.state().image?.about ?? null).toBeNull()
  })

  it('is shown where gradients differ most, if verdicts agree', async () => {
    const app = createTrainingApp(contrastingAnswers([], cannedEach(['robust', 'robust', 'robust'], 10)))
    await trained(app)
    await app.actions.compareTrainedModel()
    expect(app.state().image?.about).toContain('on no held-out image')
  })

  it('is shown on a gallery image without held-out ones', async () => {
    const heldOutImage = () => Promise.reject(new Error('The images are not open any more; open them again.'))
    const app = createTrainingApp({ ...contrastingAnswers(), heldOutImage })
    await trained(app)
    await app.actions.compareTrainedModel()
    expect(app.state().view).toBe('compare')
    await app.until(() => expect(app.state().imageLoading).toBe(false))
    expect(app.state().image?.name ?? '').not.toContain('held-out')
  })
})
