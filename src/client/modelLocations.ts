/** @file Which models the page ships, and where their files lie once built. */
import type { ModelLocation } from '../engine/types'

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

/** The columns of the page when it opens, from left to right. */
const SHOWN_FIRST = [
  'cifar10-resnet-gelu-natural',
  'cifar10-resnet-gelu-adversarial',
  'cifar10-resnet-gelu-gradnorm',
] as const

export const defaultModels: readonly ModelLocation[] = SHOWN_FIRST.flatMap((id) => {
  const manifestUrl = manifestUrls[`../../models/${id}/manifest.json`]
  const weightsUrl = weightsUrls[`../../models/${id}/weights.safetensors`]
  return manifestUrl && weightsUrl ? [{ id, manifestUrl, weightsUrl }] : []
})
