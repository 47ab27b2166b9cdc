/** @file Models that were trained or opened here: in the zoo like others, kept in the browser, exported as zips. */
import type { ZooModel } from '../../client/zooModel'
import type { Claim } from '../../engine/checkpoints/claims'
import { exportedFiles } from '../../engine/checkpoints/exportedFiles'
import { MANIFEST_FILE, WEIGHTS_FILE } from '../../engine/checkpoints/formats/manifestAndWeights'
import type { Checkpoint } from '../../engine/checkpoints/formats/types'
import { type Manifest, manifestInFile, parseManifest } from '../../engine/checkpoints/manifest'
import type { TrainedFiles } from '../../engine/training/types'
import type { AppStore } from '../../store/appStore'
import type { EngineSession } from '../engineSession'
import type { KeptList } from '../runs/keptList'
import { locate, release } from './modelLocation'

/** Loaded when the first model is saved. */
const loadZipJs = () => import('@zip.js/zip.js/lib/zip-core-custom.js')

export class OwnModels {
  /** Resolves once the kept models are in the zoo. */
  readonly restored: Promise<void>

  constructor(
    private readonly store: AppStore,
    private readonly session: EngineSession,
    private readonly list: KeptList,
  ) {
    this.restored = this.restore()
  }

  /** Adds the kept models to the zoo. */
  private async restore(): Promise<void> {
    for (const { id } of (await this.list.entries('model')).toReversed()) await this.take(id)
  }

  /** Gives a kept model a column, even one made by another tab. */
  async open(id: string): Promise<void> {
    await this.take(id)
    this.session.chooseModel(id)
  }

  /** Removes a model and its column. */
  async close(id: string): Promise<void> {
    const location = this.locationOf(id)
    if (location?.isMadeHere !== true) return
    this.session.forgetModel(id)
    release(location)
  }

  /**
   * Adds a model to the zoo and to the browser's storage, under an unused id such as "trained-gradient-norm-2". If it
   * cannot be kept, the page says so, and has it until the page is left. Returns the id.
   */
  async add(base: string, make: (id: string) => TrainedFiles | Promise<TrainedFiles>): Promise<string> {
    for (;;) {
      const id = await this.freeId(base)
      const files = await make(id)
      if (await this.list.add('model', id, files)) {
        this.register(id, files)
        return id
      }
    }
  }

  /**
   * Adds a model from its files, once the engine has loaded it: a broken one is neither shown nor kept. A model that
   * the page already has is not added again; a different one with the same id gets an unused id. Returns the id.
   */
  async openFiles({ id, ...files }: Checkpoint): Promise<string> {
    if (this.locationOf(id) === undefined && !isEveryObjects(id)) {
      await this.check(id, files)
      if (await this.list.add('model', id, files)) {
        this.register(id, files)
        return id
      }
      // Another tab has meanwhile made a model with this id.
      await this.take(id)
    }
    const [, base = id] = /^(.*?)(?:-\d+)?$/.exec(id) ?? []
    const other = withId(files, await this.freeId(base.slice(0, 70)))
    const manifest = await this.check(other.id, other)
    const known = this.locationOf(id)
    const same = known && (await this.session.client.call('readManifest', known).result)
    if (JSON.stringify({ ...manifest, id }) === JSON.stringify(same)) return id
    return this.add(base.slice(0, 70), (free) => withId(files, free))
  }

  /**
   * Writes a model's published accuracies into its manifest, in the storage and on the page. The weights stay, so
   * nothing is loaded again. Throws one sentence if the model no longer exists or was not made or opened here.
   */
  async changeClaims(id: string, claims: readonly Claim[]): Promise<void> {
    const location = this.locationOf(id)
    const files = location?.isMadeHere ? await this.list.load('model', id) : null
    if (location === undefined || files === null) {
      throw new Error(`The model "${id}" is not kept here any more; open it again.`)
    }
    const { claims: _, ...before } = parseManifest(files.manifest)
    const changed: Manifest = { ...before, ...(claims.length > 0 && { claims: [...claims] }) }
    const manifest = JSON.stringify(manifestInFile(changed), null, 2)
    await this.list.save('model', id, { ...files, manifest }, false)
    const located = locate(id, { manifest, weights: new ArrayBuffer(0) })
    URL.revokeObjectURL(located.weightsUrl)
    this.session.changeManifest({ ...location, manifestUrl: located.manifestUrl }, changed)
    URL.revokeObjectURL(location.manifestUrl)
  }

  /** A zip of any model of the zoo, in the folder format of models/. Throws one sentence if it cannot be read. */
  async zip(id: string): Promise<{ readonly name: string; readonly blob: Blob }> {
    const location = this.locationOf(id)
    if (location === undefined) throw new Error(`The model "${id}" does not exist any more; choose another.`)
    const [manifest, weights] = await Promise.all([readBlob(location.manifestUrl), readBlob(location.weightsUrl)])
    const { BlobReader, BlobWriter, ZipWriter } = await loadZipJs()
    const zip = new ZipWriter(new BlobWriter('application/zip'), { level: 0, useWebWorkers: false })
    await zip.add(`${id}/${MANIFEST_FILE}`, new BlobReader(manifest))
    await zip.add(`${id}/${WEIGHTS_FILE}`, new BlobReader(weights))
    for (const { name, bytes } of await exportedFiles(await manifest.text(), await weights.arrayBuffer())) {
      await zip.add(`${id}/${name}`, new BlobReader(new Blob([bytes])))
    }
    return { name: `${id}.zip`, blob: await zip.close() }
  }

  /** Throws one sentence if the files are not a whole model. */
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

  private locationOf(id: string): ZooModel | undefined {
    return this.store.getState().zoo.find((model) => model.id === id)
  }

  private async freeId(base: string): Promise<string> {
    const { zoo } = this.store.getState()
    const kept = await this.list.entries('model')
    const isTaken = (id: string) => [...zoo, ...kept].some((model) => model.id === id)
    let number = 1
    while (isTaken(`${base}-${number}`)) number++
    return `${base}-${number}`
  }

  /** Adds a kept model to the zoo, unless it is there already. */
  private async take(id: string): Promise<void> {
    if (this.locationOf(id) !== undefined) return
    const files = await this.list.load('model', id)
    if (files !== null) this.register(id, files)
  }

  private register(id: string, files: TrainedFiles): void {
    this.session.offerModel({ ...locate(id, files), logUrl: null, isMadeHere: true })
  }
}

/** Names such as "constructor", under which an object seems to have an entry when it has none. */
const isEveryObjects = (id: string): boolean => id in Object.prototype

const withId = ({ manifest, weights }: TrainedFiles, id: string) => ({
  id,
  manifest: JSON.stringify({ ...(JSON.parse(manifest) as object), id }, null, 2),
  weights,
})

async function readBlob(url: string): Promise<Blob> {
  const response = await fetch(url).catch(() => null)
  if (response?.ok !== true) throw new Error('A file of the model could not be read; reload the page and try again.')
  return response.blob()
}
