/** @file Models that were trained or opened here: in the zoo like any other, kept in the browser, and written as zips. */
import type { Manifest } from '../../engine/checkpoints/manifest'
import type { TrainedFiles } from '../../engine/training/types'
import type { ModelLocation } from '../../engine/types'
import type { AppStore } from '../../store/appStore'
import type { EngineSession } from '../engineSession'
import { updateFinetune } from './finetuneState'
import type { FinetuneStorage } from './finetuneStorage'

/** Loaded with the first model that is saved. */
const loadZipJs = () => import('@zip.js/zip.js/lib/zip-core-custom.js')

export class OwnModels {
  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly storage: FinetuneStorage,
  ) {}

  /** Puts those that are kept into the zoo. */
  async restore(): Promise<void> {
    const kept = await this.storage.loadModels().catch(() => [])
    for (const [id, files] of kept) this.register(id, files)
  }

  /** An id that no model has, such as "trained-gradient-norm-2". */
  freeId(base: string): string {
    const { zoo } = this.store.getState()
    let number = 1
    while (zoo.some(({ id }) => id === `${base}-${number}`)) number++
    return `${base}-${number}`
  }

  /** Into the zoo, and into the browser's storage; what can not be kept is told, and is there until the page is left. */
  async add(id: string, files: TrainedFiles): Promise<void> {
    this.register(id, files)
    const storageProblem = await this.storage.saveModel(id, files).then(
      () => null,
      (error: Error) =>
        `The browser does not keep the model (${error.message}), so that it is lost with the page; export it.`,
    )
    updateFinetune(this.store, () => ({ storageProblem }))
  }

  /**
   * A model from its files, once the engine has loaded it: what is broken is neither shown nor kept. The page's own
   * stays the only one where it is the same; another of its id gets an id that is free. Returns the id.
   */
  async open({ id, ...files }: { readonly id: string } & TrainedFiles): Promise<string> {
    const known = this.store.getState().zoo.find((model) => model.id === id)
    if (known === undefined && !isEveryObjects(id)) {
      await this.check(id, files)
      await this.add(id, files)
      return id
    }
    const [, base = id] = /^(.*?)(?:-\d+)?$/.exec(id) ?? []
    const renamed = this.freeId(base.slice(0, 70))
    const other = withId(files, renamed)
    const manifest = await this.check(renamed, other)
    const same = known && (await this.session.client.call('readManifest', known).result)
    if (JSON.stringify({ ...manifest, id }) === JSON.stringify(same)) return id
    await this.add(renamed, other)
    return renamed
  }

  async remove(id: string): Promise<void> {
    const location = this.store.getState().zoo.find((model) => model.id === id)
    if (location?.isMadeHere !== true) return
    this.session.forgetModel(id)
    release(location)
    await this.storage.removeModel(id).catch(() => {})
  }

  /** A zip of any model of the zoo, in the folder format of models/. Throws one sentence where it can not be read. */
  async zip(id: string): Promise<{ readonly name: string; readonly blob: Blob }> {
    const location = this.store.getState().zoo.find((model) => model.id === id)
    if (location === undefined) throw new Error(`The model "${id}" is not there any more; choose another.`)
    const [manifest, weights] = await Promise.all([readBlob(location.manifestUrl), readBlob(location.weightsUrl)])
    const { BlobReader, BlobWriter, ZipWriter } = await loadZipJs()
    const zip = new ZipWriter(new BlobWriter('application/zip'), { level: 0, useWebWorkers: false })
    await zip.add(`${id}/manifest.json`, new BlobReader(manifest))
    await zip.add(`${id}/weights.safetensors`, new BlobReader(weights))
    return { name: `${id}.zip`, blob: await zip.close() }
  }

  /** Throws one sentence where the files are not a whole model. */
  private async check(id: string, files: TrainedFiles): Promise<Manifest> {
    const location = locate(id, files)
    const { client } = this.session
    try {
      const { manifest } = await client.call('loadModel', location).result
      await client.call('unloadModel', { id }).result
      return manifest
    } finally {
      release(location)
    }
  }

  private register(id: string, files: TrainedFiles): void {
    this.session.offerModel({ ...locate(id, files), logUrl: null, isMadeHere: true })
  }
}

/** Such as "constructor": what is kept by ids would be found under it where nothing is. */
const isEveryObjects = (id: string): boolean => id in Object.prototype

function locate(id: string, { manifest, weights }: TrainedFiles): ModelLocation {
  return {
    id,
    manifestUrl: URL.createObjectURL(new Blob([manifest], { type: 'application/json' })),
    weightsUrl: URL.createObjectURL(new Blob([weights])),
  }
}

function release({ manifestUrl, weightsUrl }: ModelLocation): void {
  URL.revokeObjectURL(manifestUrl)
  URL.revokeObjectURL(weightsUrl)
}

const withId = ({ manifest, weights }: TrainedFiles, id: string): TrainedFiles => ({
  manifest: JSON.stringify({ ...(JSON.parse(manifest) as object), id }, null, 2),
  weights,
})

async function readBlob(url: string): Promise<Blob> {
  const response = await fetch(url).catch(() => null)
  if (response?.ok !== true) throw new Error('A file of the model could not be read; reload the page and try again.')
  return response.blob()
}
