/** @file A model without a manifest: what the file says, what a person answers, and what is opened in the end. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CallCancelled, EngineClient } from '../../client/engineClient'
import { ModelReader, type ReadingWorker } from '../../client/modelReader'
import type { Checkpoint } from '../../engine/checkpoints/formats/types'
import type { TakenWeights } from '../../engine/checkpoints/found/types'
import { createAppStore } from '../../store/appStore'
import { AnsweringWorker, cannedAnswers } from '../../testing/fakeWorkers'
import { FOUND_MODEL } from '../../testing/foundModel'
import type { FromReading, ToReading } from '../../worker/readingMessages'
import { ModelOpenings } from './modelOpening'

const FILE = { path: 'mine/model_best.pth.tar', blob: new Blob(['bytes']) }

const taken = (): TakenWeights => ({
  weights: new ArrayBuffer(8),
  described: { sha256: '0'.repeat(64), dtype: 'float32', parameters: 620_714 },
})

/** Finds the same in every file. */
function createReadingWorker() {
  const asked: string[] = []
  const worker: ReadingWorker & { isTerminated: boolean } = {
    onmessage: null,
    onerror: null,
    isTerminated: false,
    postMessage(message: ToReading) {
      if (message.type !== 'call') return
      asked.push(message.name === 'takeWeights' ? `takeWeights ${message.input.set}` : message.name)
      const output = message.name === 'takeWeights' ? taken() : { kind: 'found', found: FOUND_MODEL }
      const answer: FromReading = { type: 'done', jobId: message.jobId, output }
      queueMicrotask(() => worker.onmessage?.({ data: answer } as MessageEvent<FromReading>))
    },
    terminate() {
      worker.isTerminated = true
    },
  }
  return { worker, asked }
}

let store: ReturnType<typeof createAppStore>
let openings: ModelOpenings
let reading: ReturnType<typeof createReadingWorker>
let engine: AnsweringWorker
let opened: Promise<Checkpoint>

const opening = () => store.getState().opening ?? expect.fail('nothing is being opened')
const until = (check: () => void) => vi.waitFor(check, { interval: 1 })

beforeEach(async () => {
  store = createAppStore()
  reading = createReadingWorker()
  engine = new AnsweringWorker({
    ...cannedAnswers,
    checkPreprocessing: () => ({
      images: 2,
      ownId: 'none',
      results: [{ id: 'none', isRight: [true, false] }],
      looksLikeProbabilities: false,
    }),
  })
  const client = new EngineClient(engine, () => {})
  openings = new ModelOpenings(store, new ModelReader(() => reading.worker), () => client)
  opened = openings.read([FILE])
  opened.catch(() => {})
  await until(() => expect(opening().answers).not.toBeNull())
})

describe('a model without a manifest', () => {
  it('is opened by showing what was found and what is proposed', () => {
    expect(opening()).toMatchObject({ file: 'model_best.pth.tar', doing: null, found: FOUND_MODEL, error: null })
    expect(opening().answers).toMatchObject({
      name: 'model_best',
      set: 0,
      size: 32,
      openSettings: { activation: 'relu' },
    })
    expect(reading.asked).toEqual(['readModel'])
  })

  it('gets a manifest from the answers, which lists what was changed', async () => {
    openings.answer({ name: 'Mine', size: 64, openSettings: { activation: 'gelu' } })
    openings.choosePreprocessing('imagenet')
    await openings.confirm()
    const { id, manifest } = await opened
    expect(id).toBe('mine')
    const parsed = JSON.parse(manifest)
    expect(parsed.input).toMatchObject({ height: 64, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] })
    expect(parsed.architecture.activation).toBe('gelu')
    const bases = Object.fromEntries(
      parsed.opened.facts.map((fact: { field: string; basis: string }) => [fact.field, fact.basis]),
    )
    expect(bases).toMatchObject({ 'input.height': 'said', 'input.mean': 'said', classes: 'assumed' })
    await until(() => expect(store.getState().opening).toBeNull())
    expect(reading.worker.isTerminated).toBe(true)
  })

  it('keeps published figures in its manifest, for any chosen set', async () => {
    const claims = [{ kind: 'clean', share: 0.8712, images: 10_000, source: 'the checkpoint’s best_acc' }] as const
    openings.answer({ claims })
    openings.chooseSet(1)
    await openings.confirm()
    expect(JSON.parse((await opened).manifest).claims).toEqual(claims)
  })

  it('keeps unusable answers, and explains them in a sentence', async () => {
    openings.answer({ classes: ['one'] })
    await openings.confirm()
    expect(opening()).toMatchObject({ doing: null, answers: { classes: ['one'] } })
    expect(opening().error).toMatch(/classes/)
    openings.answer({ classes: FOUND_MODEL.sets[0].facts!.classes.value })
    expect(opening().error).toBeNull()
    await openings.confirm()
    expect((await opened).id).toBe('model-best')
  })

  it('reads the weights of the chosen set, once', async () => {
    openings.answer({ name: 'Mine' })
    openings.chooseSet(1)
    expect(opening().answers).toMatchObject({ set: 1, name: 'Mine' })
    openings.chooseCheckFrom('gallery')
    await openings.confirm()
    await opened
    expect(reading.asked).toEqual(['readModel', 'takeWeights 1'])
  })

  it('can be dismissed, with nothing opened', async () => {
    openings.dismiss()
    await expect(opened).rejects.toBeInstanceOf(CallCancelled)
    expect(store.getState().opening).toBeNull()
    expect(reading.worker.isTerminated).toBe(true)
  })

  it('is dismissed when another model is opened', async () => {
    const before = reading.worker
    reading = createReadingWorker()
    const other = openings.read([FILE])
    await expect(opened).rejects.toBeInstanceOf(CallCancelled)
    expect(before.isTerminated).toBe(true)
    await until(() => expect(opening().answers).not.toBeNull())
    await openings.confirm()
    expect((await other).id).toBe('model-best')
  })
})

describe('the check of an opened model', () => {
  it('says that the gallery has no images of its classes', async () => {
    openings.answer({ classes: Array.from({ length: 10 }, (_, i) => `nothing ${i}`) })
    await openings.check()
    expect(opening().check).toMatchObject({ progress: null, result: null })
    expect(opening().check.error).toMatch(/^The gallery has no image of the model’s classes; /)
  })

  it('needs an open data set', async () => {
    openings.chooseCheckFrom('files')
    await openings.check()
    expect(opening().check.error).toMatch(/^No data set is open; /)
  })
})
