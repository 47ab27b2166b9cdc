/** @file The models that the page ships, and the locations of their files in the build. */
import type { ZooModel } from './zooModel'

const manifestUrls = import.meta.glob<string>('../../models/*/manifest.json', {
  eager: true,
  query: '?url',
  import: 'default',
})
const weightsUrls = import.meta.glob<string>('../../models/*/weights.safetensors', {
  eager: true,
  query: '?url',
  import: 'default',
})
const logUrls = import.meta.glob<string>('../../models/*/training-log.jsonl', {
  eager: true,
  query: '?url',
  import: 'default',
})

/** The columns of the page when it opens, from left to right. */
const SHOWN_FIRST: readonly string[] = [
  'cifar10-resnet-gelu-natural',
  'cifar10-resnet-gelu-adversarial',
  'cifar10-resnet-gelu-gradnorm',
  'cifar10-resnet-gelu-edge',
]

/** Every model in models/, beginning with those that the page opens with. */
export const zooModels: readonly ZooModel[] = Object.entries(manifestUrls)
  .flatMap(([path, manifestUrl]) => {
    const folder = path.slice(0, path.lastIndexOf('/'))
    const weightsUrl = weightsUrls[`${folder}/weights.safetensors`]
    const logUrl = logUrls[`${folder}/training-log.jsonl`] ?? null
    return weightsUrl ? [{ id: folder.slice(folder.lastIndexOf('/') + 1), manifestUrl, weightsUrl, logUrl }] : []
  })
  .sort((a, b) => place(a.id) - place(b.id) || a.id.localeCompare(b.id))

export const defaultModelIds: readonly string[] = SHOWN_FIRST.filter((id) => zooModels.some((model) => model.id === id))

function place(id: string): number {
  const found = SHOWN_FIRST.indexOf(id)
  return found < 0 ? SHOWN_FIRST.length : found
}
