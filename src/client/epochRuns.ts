/** @file The trainings that the page ships with the weights of every epoch, and where their files lie in the build. */
import { epochModelId } from '../engine/checkpoints/epochModelId'
import type { ModelLocation } from '../engine/types'

const runUrls = import.meta.glob<string>('../../models/epochs/*/run.json', {
  eager: true,
  query: '?url',
  import: 'default',
})
/** Known before a run is read, for the choice between them. */
const names = import.meta.glob<string>('../../models/epochs/*/run.json', { eager: true, import: 'name' })
const weightsUrls = import.meta.glob<string>('../../models/epochs/*/*.safetensors', {
  eager: true,
  query: '?url',
  import: 'default',
})

export interface EpochRunLocation {
  readonly id: string
  /** For people, such as "PGD-7 adversarial, epoch by epoch". */
  readonly name: string
  readonly runUrl: string
  /** By epoch. */
  readonly weightsUrls: Readonly<Record<number, string>>
}

/** Those that come first, as the others are held against them. */
const FIRST: readonly string[] = ['fgsm', 'adversarial', 'gradnorm']

const placeOf = (id: string): number => {
  const place = FIRST.findIndex((training) => id.includes(training))
  return place < 0 ? FIRST.length : place
}

export const epochRuns: readonly EpochRunLocation[] = Object.entries(runUrls)
  .map(([path, runUrl]) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1)
    const inFolder = Object.entries(weightsUrls).filter(([file]) => file.startsWith(folder))
    return {
      id: folder.split('/').at(-2) as string,
      name: names[path] as string,
      runUrl,
      weightsUrls: Object.fromEntries(
        inFolder.map(([file, url]) => [Number.parseInt(file.slice(folder.length), 10), url]),
      ),
    }
  })
  .sort((a, b) => placeOf(a.id) - placeOf(b.id) || a.id.localeCompare(b.id))

/** Where the model of an epoch lies; undefined where the run has none. */
export function epochLocation({ id, runUrl, weightsUrls }: EpochRunLocation, epoch: number): ModelLocation | undefined {
  const weightsUrl = weightsUrls[epoch]
  return weightsUrl === undefined ? undefined : { id: epochModelId(id, epoch), manifestUrl: runUrl, weightsUrl, epoch }
}
