/** @file How much memory an objective takes for an image: measured on two of them, as it depends on model, objective and activation. */
import * as tf from '../tf'

export interface Footprint {
  /** What a batch takes beside its images: gradients of the parameters, above all. */
  readonly fixedBytes: number
  readonly bytesPerImage: number
  /** Of the largest single tensor of a batch, for each image of it. */
  readonly largestPerImage: number
}

export interface MemoryLimits {
  /** The most that a batch may take at once. */
  readonly budgetBytes: number
  /** The most that one tensor may take. */
  readonly largestBytes: number
}

/** @param evaluate computes on so many images, and leaves no tensor */
export function measureFootprint(evaluate: (images: number) => void): Footprint {
  const one = watchBytes(() => evaluate(1))
  const two = watchBytes(() => evaluate(2))
  const bytesPerImage = Math.max(0, two.peak - one.peak)
  return {
    fixedBytes: Math.max(0, one.peak - bytesPerImage),
    bytesPerImage,
    // The same tensors in the same order, of which those of parameters do not grow.
    largestPerImage: two.sizes.reduce((most, size, i) => Math.max(most, size - (one.sizes[i] ?? size)), 0),
  }
}

/** How many images go at once within the limits: as even parts of a batch, of at least one. */
export function imagesAtOnce(footprint: Footprint, limits: MemoryLimits, batchSize: number): number {
  const { fixedBytes, bytesPerImage, largestPerImage } = footprint
  const within = (bytes: number, each: number) => (each > 0 ? Math.floor(bytes / each) : batchSize)
  const most = Math.max(
    1,
    Math.min(
      batchSize,
      within(limits.budgetBytes - fixedBytes, bytesPerImage),
      within(limits.largestBytes, largestPerImage),
    ),
  )
  return Math.ceil(batchSize / Math.ceil(batchSize / most))
}

/** What tfjs calls for every tensor, and for every buffer that goes. */
interface Tracker {
  readonly state: { readonly tensorInfo: { has(dataId: object): boolean } }
  trackTensor(tensor: tf.Tensor, backend: unknown): void
  removeDataId(dataId: object, backend: unknown): void
}

/** Bytes of buffers that are held at the same time while `run` runs, beyond those that were there; a buffer of several tensors counts once. */
function watchBytes(run: () => void): { readonly peak: number; readonly sizes: readonly number[] } {
  const engine = tf.engine() as unknown as Tracker
  const { trackTensor, removeDataId } = engine
  const held = new Map<object, number>()
  const sizes: number[] = []
  let [bytes, peak] = [0, 0]
  // Its own profile reads every result back.
  engine.trackTensor = (tensor, backend) => {
    const isNew = !engine.state.tensorInfo.has(tensor.dataId)
    trackTensor.call(engine, tensor, backend)
    if (!isNew) return
    const size = tensor.size * tf.util.bytesPerElement(tensor.dtype)
    held.set(tensor.dataId, size)
    bytes += size
    peak = Math.max(peak, bytes)
    sizes.push(size)
  }
  engine.removeDataId = (dataId, backend) => {
    removeDataId.call(engine, dataId, backend)
    bytes -= held.get(dataId) ?? 0
    held.delete(dataId)
  }
  try {
    run()
    return { peak, sizes }
  } finally {
    Object.assign(engine, { trackTensor, removeDataId })
  }
}
