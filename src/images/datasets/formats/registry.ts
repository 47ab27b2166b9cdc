import { cifar10Archive } from './cifar10Archive'
import { cifar10Batches } from './cifar10Batches'
import { imageFolder } from './imageFolder'
import { imageZip } from './imageZip'
import type { DataSetFormat } from './types'

/** Tried in this order; the first format that recognises the files opens them. */
export const DATA_SET_FORMATS: readonly DataSetFormat[] = [cifar10Archive, imageZip, imageFolder, cifar10Batches]
