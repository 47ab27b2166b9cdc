/** @file A model of the hub, from its name to a column: what the store shows on the way. */
import { beforeEach, describe, expect, it } from 'vitest'
import { CallCancelled, type Job } from '../../client/engineClient'
import type { DataFile } from '../../images/datasets/types'
import { createAppStore } from '../../store/appStore'
import { REVISION } from '../../worker/models/hub/testModelHub'
import type { HubModel, KeptDownloads } from '../../worker/models/hub/types'
import { createHubModelActions, type HubModelActions } from './hubModels'

const file = (path: string, bytes: number) => ({ path, bytes, hash: { kind: 'sha256', hex: 'a'.repeat(64) } }) as const

const MODEL: HubModel = {
  id: 'timm/net.a1_in1k',
  revision: REVISION,
  licence: 'mit',
  isGated: false,
  weights: [
    { ...file('model.safetensors', 40), refusal: null },
    { ...file('large.safetensors', 9e9), refusal: 'It is too large; choose another.' },
  ],
  configs: [],
}

/** Settled by the test. */
class AskedJob<Output> implements Job<Output> {
  finish: (output: Output) => void = () => {}
  private reject: (error: Error) => void = () => {}
  readonly result = new Promise<Output>((resolve, reject) => {
    this.finish = resolve
    this.reject = reject
  })
  readonly fail = (message: string) => this.reject(new Error(message))
  readonly cancel = () => this.reject(new CallCancelled())
}

let store: ReturnType<typeof createAppStore>
let actions: HubModelActions
let lookUps: AskedJob<HubModel>[]
let downloads: (AskedJob<readonly DataFile[]> & { path?: string })[]
let progress: (step: number, steps: number) => void
let opened: { files: readonly DataFile[]; place: string; licence: string | null }[]

const shown = () => store.getState().hubModel
const asked = <Output>(list: AskedJob<Output>[]): AskedJob<Output> => {
  const job = new AskedJob<Output>()
  job.result.catch(() => {})
  list.push(job)
  return job
}
const kept = (files: number): Job<KeptDownloads> => ({ result: Promise.resolve({ files, bytes: 40 }), cancel() {} })

beforeEach(() => {
  store = createAppStore()
  lookUps = []
  downloads = []
  opened = []
  const reader = {
    lookUp: () => asked(lookUps),
    download: (input: { path: string }, onProgress: (told: { step: number; steps: number }) => void) => {
      progress = (step, steps) => onProgress({ step, steps })
      return Object.assign(asked(downloads), { path: input.path })
    },
    keptDownloads: () => kept(1),
    forgetDownloads: () => kept(0),
  }
  actions = createHubModelActions(store, reader, async (files, { place, licence }) => {
    opened.push({ files, place, licence })
  })
})

async function lookUp() {
  const done = actions.lookUpHubModel(MODEL.id)
  lookUps.at(-1)?.finish(MODEL)
  await done
}

describe('a model of the hub', () => {
  it('is looked up on request, and its first weights are proposed', async () => {
    const done = actions.lookUpHubModel(MODEL.id)
    expect(shown()).toMatchObject({ id: MODEL.id, doing: 'lookingUp', model: null })
    lookUps[0]?.finish(MODEL)
    await done
    expect(shown()).toMatchObject({ doing: null, model: MODEL, path: 'model.safetensors', error: null })
    expect(downloads).toEqual([])
  })

  it('is downloaded on request, with progress, and opened with its licence', async () => {
    await lookUp()
    const done = actions.downloadHubModel()
    progress(10, 40)
    expect(shown()).toMatchObject({ doing: 'downloading', progress: 0.25 })
    const files = [{ path: 'timm/net/model.safetensors', blob: new Blob(['x']) }]
    downloads[0]?.finish(files)
    await done
    expect(shown()).toMatchObject({ doing: null, kept: { files: 1 } })
    expect(opened).toEqual([
      { files, place: 'timm/net.a1_in1k on the Hugging Face hub, revision 0123456', licence: 'mit' },
    ])
  })

  it('is not downloaded if too large, nor twice at once', async () => {
    await lookUp()
    actions.chooseHubWeights('large.safetensors')
    await actions.downloadHubModel()
    expect(downloads).toEqual([])
    actions.chooseHubWeights('model.safetensors')
    void actions.downloadHubModel()
    await actions.downloadHubModel()
    expect(downloads.length).toBe(1)
  })

  it('explains a failure, which the next look-up clears', async () => {
    const done = actions.lookUpHubModel('a/b')
    lookUps[0]?.fail('The model "a/b" is not there; check its name.')
    await done
    expect(shown()).toMatchObject({ doing: null, model: null, error: expect.stringContaining('is not there') })
    await lookUp()
    expect(shown().error).toBeNull()
  })

  it('reports nothing when cancelled, and keeps what was found', async () => {
    await lookUp()
    const done = actions.downloadHubModel()
    actions.cancelHubModel()
    await done
    expect(shown()).toMatchObject({ doing: null, error: null, model: MODEL })
    expect(opened).toEqual([])
  })

  it('gives way to the next one requested', async () => {
    void actions.lookUpHubModel('a/first')
    await lookUp()
    expect(shown()).toMatchObject({ id: MODEL.id, model: MODEL, doing: null })
  })

  it('lists its downloads, which can be deleted', async () => {
    await actions.readKeptDownloads()
    expect(shown().kept).toEqual({ files: 1, bytes: 40 })
    await actions.forgetKeptDownloads()
    expect(shown().kept.files).toBe(0)
  })
})
