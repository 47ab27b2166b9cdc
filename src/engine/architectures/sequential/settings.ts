/** @file The settings in manifests of a plain sequence of convolutions and dense layers. */
import { z } from 'zod'
import { ACTIVATION_NAMES } from '../activationNames'

const channels = z.number().int().min(1).max(8192)
const features = z.number().int().min(1).max(1_000_000)
/** The prefix of its parameters, without ".weight": "0", "features.3". */
const layerName = z.string().min(1).max(100)

const layerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('convolution'),
    name: layerName,
    into: channels,
    out: channels,
    /** Filter size in pixels. */
    side: z.number().int().min(1).max(31),
    bias: z.boolean(),
  }),
  z.object({ type: z.literal('batch-norm'), name: layerName, width: features }),
  z.object({ type: z.literal('activation') }),
  /** How features become a vector: flattened, or averaged over the image. */
  z.object({ type: z.literal('flatten') }),
  z.object({ type: z.literal('mean') }),
  z.object({ type: z.literal('dense'), name: layerName, into: features, out: features, bias: z.boolean() }),
])

export type SequentialLayer = z.output<typeof layerSchema>

const STEP = /^(\d{1,2})x\1 stride ([1-9]) padding (\d)(?: max-pool ([2-4]))?$/

/** A convolution's stride and padding, and the pool after its activation. */
export interface ConvolutionStep {
  readonly side: number
  readonly stride: number
  readonly padding: number
  /** Size and stride of the max pool; null without one. */
  readonly pool: number | null
}

/** "4x4 stride 2 padding 1, 3x3 stride 1 padding 1 max-pool 2": one for each convolution. */
export const geometryText = (steps: readonly ConvolutionStep[]): string =>
  steps
    .map(({ side, stride, padding, pool }) => {
      const plain = `${side}x${side} stride ${stride} padding ${padding}`
      return pool === null ? plain : `${plain} max-pool ${pool}`
    })
    .join(', ')

/** null if the text is not of this form. */
export function readGeometry(text: string): ConvolutionStep[] | null {
  if (text === '') return []
  const found = text.split(', ').map((step) => STEP.exec(step))
  if (found.includes(null)) return null
  return found.map((match) => {
    const [, side, stride, padding, pool] = match as RegExpExecArray
    return {
      side: Number(side),
      stride: Number(stride),
      padding: Number(padding),
      pool: pool === undefined ? null : Number(pool),
    }
  })
}

const fieldsSchema = z.object({
  name: z.literal('sequential'),
  activation: z.enum(ACTIVATION_NAMES),
  layers: z.array(layerSchema).min(1).max(200),
  /** What shapes do not determine; see geometryText. */
  geometry: z.string().max(4000),
})

export type SequentialSettings = z.output<typeof fieldsSchema>

const convolutionsOf = ({ layers }: Pick<SequentialSettings, 'layers'>) =>
  layers.filter((layer) => layer.type === 'convolution')

export const sequentialSettings = fieldsSchema
  .refine(({ geometry }) => readGeometry(geometry) !== null, {
    message: 'must be like "3x3 stride 1 padding 1, 4x4 stride 2 padding 1 max-pool 2"',
    path: ['geometry'],
  })
  .refine(
    (settings) => {
      const sides = readGeometry(settings.geometry)?.map(({ side }) => side) ?? []
      return (
        sides.join() ===
        convolutionsOf(settings)
          .map(({ side }) => side)
          .join()
      )
    },
    { message: 'must name each convolution of "layers", of the same side', path: ['geometry'] },
  )
  .refine(({ layers }) => layers.at(-1)?.type === 'dense', { message: 'must end with a dense layer', path: ['layers'] })
  .refine(({ layers }) => fitTogether(layers), {
    message:
      'must each take as many channels or features as the one before gives, with "flatten" or "mean" between convolutions and dense layers',
    path: ['layers'],
  })

/** Whether channels and features match between layers; the number after flattening is checked with the image's size. */
function fitTogether(layers: readonly SequentialLayer[]): boolean {
  let isFlat = false
  let width: number | null = null
  for (const layer of layers) {
    if (layer.type === 'activation') continue
    if (layer.type === 'flatten' || layer.type === 'mean') {
      if (isFlat || (layer.type === 'mean' && width === null)) return false
      isFlat = true
      if (layer.type === 'flatten') width = null
    } else if (layer.type === 'batch-norm') {
      if (width !== layer.width) return false
    } else {
      if (isFlat !== (layer.type === 'dense') || (width !== null && width !== layer.into)) return false
      width = layer.out
    }
  }
  return isFlat
}
