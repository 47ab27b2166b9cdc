/**
 * @file Layers in a checkpoint that normalise the image before the network: a mean and a standard deviation per
 * channel, under one of many names.
 */
import type { JobControl } from '../../jobControl'
import { numbersOf } from '../learned'
import type { LazyTensor } from './types'

export interface NormalisationLayer {
  /** Names of both tensors. */
  readonly names: readonly [mean: string, std: string]
  /** Per channel, for pixels in [0, 1]. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
  /** Whether the layer takes pixels from 0 to 255; the values here are converted. */
  readonly isOf255: boolean
}

/** The last part of a mean's name, and of its standard deviation's. */
const PAIRS: readonly (readonly [mean: string, std: string])[] = [
  ['mean', 'std'],
  ['mu', 'sigma'],
  ['mu', 'std'],
  ['new_mean', 'new_std'],
  ['means', 'stds'],
  ['means', 'sds'],
  ['_mean', '_std'],
  ['image_mean', 'image_std'],
  ['img_mean', 'img_std'],
  ['pixel_mean', 'pixel_std'],
  ['normalize_mean', 'normalize_std'],
  ['norm_mean', 'norm_std'],
  ['mean_tensor', 'std_tensor'],
]

/** Larger means belong to pixels from 0 to 255. */
const LARGEST_MEAN = 2

const lastPart = (name: string) => name.slice(name.lastIndexOf('.') + 1)

/** Pairs of names that form a normalisation layer. Copies of a layer come after it. */
export function normalisationNames(tensors: ReadonlyMap<string, LazyTensor>): [mean: string, std: string][] {
  const found: [string, string][] = []
  for (const [name, tensor] of tensors) {
    if (!isPerChannel(tensor)) continue
    const parent = name.slice(0, name.length - lastPart(name).length)
    const pair = PAIRS.find(([mean, std]) => mean === lastPart(name) && tensors.has(parent + std))
    const std = pair && parent + pair[1]
    if (std !== undefined && isPerChannel(tensors.get(std) as LazyTensor)) found.push([name, std])
  }
  // Layers inside an attack are copies of the model's own.
  return found.toSorted(([one], [other]) => Number(/attack/i.test(one)) - Number(/attack/i.test(other)))
}

/** One number or three, with any axes of length one. */
function isPerChannel({ shape }: LazyTensor): boolean {
  const numbers = numbersOf(shape)
  return shape.length <= 4 && (numbers === 1 || numbers === 3)
}

/** null if its numbers cannot be those of a normalisation. */
export async function readNormalisation(
  tensors: ReadonlyMap<string, LazyTensor>,
  names: readonly [mean: string, std: string],
  control: JobControl,
): Promise<NormalisationLayer | null> {
  const read = async (name: string) => {
    const { type, read: readBytes } = tensors.get(name) as LazyTensor
    return [...type.toFloat32(await readBytes(control))]
  }
  const [mean, std] = [await read(names[0]), await read(names[1])]
  const isOf255 = mean.some((value) => value > LARGEST_MEAN) || std.some((value) => value > LARGEST_MEAN)
  const scaled = (values: readonly number[]) => values.map((value) => rounded(isOf255 ? value / 255 : value))
  const isPlausible = mean.length === std.length && mean.every(Number.isFinite) && std.every((value) => value > 0)
  return isPlausible ? { names, mean: scaled(mean), std: scaled(std), isOf255 } : null
}

/** Without float32's rounding: 0.4914 for 0.49140000343322754. */
function rounded(value: number): number {
  const written = Number(value.toPrecision(7))
  return Math.fround(written) === Math.fround(value) ? written : value
}
