/** @file Models that were trained or opened here: in the zoo like others, kept in the browser, exported as zips. */
import { parseBoundedJson } from '../../boundedJson'
import type { EngineClient } from '../../client/engineClient'
import type { ZooModel } from '../../client/zooModel'
import type { Claim } from '../../engine/checkpoints/claims'
import { MANIFEST_FILE, WEIGHTS_FILE } from '../../engine/checkpoints/formats/manifestAndWeights'
import type { Checkpoint } from '../../engine/checkpoints/formats/types'
import { type Manifest, manifestInFile, parseManifest } from '../../engine/checkpoints/manifest'
import type { TrainedFiles } from '../../engine/training/types'
import type { AppStore } from '../../store/appStore'
import { askAgain } from '../askAgain'
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
    const namesakes = await this.namesakes(base.slice(0, 70))
    const same = namesakes.find((known) => isSameModel(known.manifest, manifest))
    if (same !== undefined) return same.id
    const name = freeName(
      manifest.name,
      namesakes.map((known) => known.manifest.name),
    )
    return this.add(base.slice(0, 70), (free) => withId(files, free, name))
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
    const { exportedFiles } = await import('../../engine/checkpoints/exportedFiles')
    const zip = new ZipWriter(new BlobWriter('application/zip'), { level: 0, useWebWorkers: false })
    await zip.add(`${id}/${MANIFEST_FILE}`, new BlobReader(manifest))
    await zip.add(`${id}/${WEIGHTS_FILE}`, new BlobReader(weights))
    for (const { name, bytes } of await exportedFiles(await manifest.text(), await weights.arrayBuffer())) {
      await zip.add(`${id}/${name}`, new BlobReader(new Blob([bytes])))
    }
    return { name: `${id}.zip`, blob: await zip.close() }
  }

  /** The same of a kept model, even one made by another tab. */
  async zipKept(id: string): Promise<{ readonly name: string; readonly blob: Blob }> {
    await this.take(id)
    return this.zip(id)
  }

  /** Throws one sentence if the files are not a whole model. */
  private async check(id: string, files: TrainedFiles): Promise<Manifest> {
    const location = locate(id, files)
    try {
      return await this.ask(async (client) => {
        const { manifest } = await client.call('loadModel', location).result
        await client.call('unloadModel', { id }).result
        return manifest
      })
    } finally {
      release(location)
    }
  }

  /** The page's models of one id but for a number at its end. */
  private async namesakes(base: string): Promise<readonly { readonly id: string; readonly manifest: Manifest }[]> {
    const locations = this.store.getState().zoo.filter(({ id }) => id.replace(/-\d+$/, '') === base || id === base)
    const read = locations.map(async (location) => ({
      id: location.id,
      manifest: await this.ask((client) => client.call('readManifest', location).result),
    }))
    return (await Promise.allSettled(read)).flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  }

  private ask<Output>(ask: (client: EngineClient) => Promise<Output>): Promise<Output> {
    return askAgain(this.store, () => this.session.client, ask)
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

const NUMBER_AT_END = / #\d+$/

/** Whether two are the same but for their ids, the number at a name's end, and what was published of them. */
function isSameModel(one: Manifest, other: Manifest): boolean {
  const own = ({ id: _, claims: __, name, ...rest }: Manifest) =>
    inOrder({ ...rest, name: name.replace(NUMBER_AT_END, '') })
  return own(one) === own(other)
}

/** As JSON, with the fields of every object in the order of their names. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** "net", or "net #2" where a model of another content is called so already. */
function freeName(name: string, taken: readonly string[]): string {
  const base = name.replace(NUMBER_AT_END, '').slice(0, 70)
  let free = name
  for (let number = 2; taken.includes(free); number++) free = `${base} #${number}`
  return free
}

const withId = ({ manifest, weights }: TrainedFiles, id: string, name?: string) => ({
  id,
  manifest: JSON.stringify(
    { ...(parseBoundedJson(manifest) as object), id, ...(name !== undefined && { name }) },
    null,
    2,
  ),
  weights,
})

async function readBlob(url: string): Promise<Blob> {
  const response = await fetch(url).catch(() => null)
  if (response?.ok !== true) throw new Error('A file of the model could not be read; reload the page and try again.')
  return response.blob()
}
