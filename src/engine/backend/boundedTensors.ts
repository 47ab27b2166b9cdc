/**
 * @file Bounds what a graph makes on its way: a constant of a few bytes can ask for a tensor of any size, of which a backend
 * learns only when it has to have it.
 */
import { quoteShape } from '../../quote'
import * as tf from '../tf'

type Shape = readonly number[]

/** Numbers of one tensor for one image: 256 MB. */
export const MOST_NUMBERS_AN_IMAGE = 2 ** 26
/** Of one tensor for a batch, however many images it has: 1 GB. */
export const MOST_NUMBERS = 2 ** 28

/** Of one tensor of a batch. */
export const mostNumbersOf = (images: number): number =>
  Math.min(MOST_NUMBERS, MOST_NUMBERS_AN_IMAGE * Math.max(1, images))

/** How backends make their tensors: WebAssembly's by the first, the others by the second. */
const MAKERS = ['makeOutput', 'makeTensorInfo'] as const
type Makers = Partial<Record<(typeof MAKERS)[number], (shape: Shape, ...more: unknown[]) => unknown>>

interface Kernels {
  runKernel?: (name: string, inputs: Inputs, attributes?: Attributes) => unknown
}
type Inputs = Readonly<Record<string, { readonly shape: Shape } | undefined>>
type Attributes = Readonly<Record<string, unknown>>

const numbersOf = (shape: Shape) => shape.reduce((product, length) => product * length, 1)

type Four = [number, number, number, number]

/** The shapes of what kernels fill before they ask their backend for room. */
const FILLED: Readonly<Record<string, (inputs: Inputs, attributes: Attributes) => Shape>> = {
  Conv2D: ({ x, filter }, { strides, dilations, pad, dimRoundingMode }) =>
    tf.backend_util.computeConv2DInfo(
      x?.shape as Four,
      filter?.shape as Four,
      strides as number,
      dilations as number,
      pad as number,
      dimRoundingMode as 'floor',
    ).outShape,
  Fill: (_, { shape }) => shape as Shape,
  LinSpace: (_, { num }) => [num as number],
  OneHot: ({ indices }, { depth }) => [...(indices?.shape ?? []), depth as number],
  Range: (_, { start, stop, step }) => [Math.ceil(Math.abs(((stop as number) - (start as number)) / (step as number)))],
  Tile: ({ x }, { reps }) => (x?.shape ?? []).map((length, axis) => length * ((reps as Shape)[axis] ?? 1)),
}

/**
 * Runs something, which awaits nothing, in which no tensor may have more numbers than `most`, or none.
 *
 * @throws Error with a clause that says how large a tensor would have been
 */
export function withBoundedTensors<Result>(most: number, run: () => Result): Result {
  const check = (shape: Shape) => {
    const numbers = numbersOf(shape)
    if (!(numbers <= most)) throw new Error(`it makes a tensor of the shape ${quoteShape(shape)}, which is too large`)
    // Kernels read beyond its end, as for a mean of no pixels.
    if (numbers === 0) throw new Error(`it makes a tensor of the shape ${quoteShape(shape)}, which holds no number`)
  }
  const engine = tf.engine() as unknown as Kernels
  const backend = tf.backend() as unknown as Makers
  const { runKernel } = engine
  engine.runKernel = (name, inputs, attributes = {}) => {
    const filled = FILLED[name]?.(inputs, attributes)
    if (filled !== undefined) check(filled)
    return runKernel?.call(engine, name, inputs, attributes)
  }
  const made = MAKERS.filter((maker) => backend[maker] !== undefined)
  for (const maker of made) {
    const make = backend[maker] as NonNullable<Makers[typeof maker]>
    backend[maker] = (shape, ...more) => {
      check(shape)
      return make.call(backend, shape, ...more)
    }
  }
  try {
    return run()
  } finally {
    // What stands in front of their own methods goes, and the methods are there again.
    delete engine.runKernel
    for (const maker of made) delete backend[maker]
  }
}
