/** @file An objective's memory per image, measured on two images, as it depends on model, objective and activation. */
import * as tf from '../tf'

export interface Footprint {
  /** Memory of a batch beyond its images: mainly gradients of the parameters. */
  readonly fixedBytes: number
  readonly bytesPerImage: number
  /** Size of the largest single tensor of a batch, per image. */
  readonly largestPerImage: number
}

export interface MemoryLimits {
  /** The most memory that a batch may take. */
  readonly budgetBytes: number
  /** The most memory that one tensor may take. */
  readonly largestBytes: number
}

/**
 * @param evaluate computes on the given number of images, and leaves no tensor
 * @param bytesBeside of memory for so many images that no tensor holds
 */
export function measureFootprint(
  evaluate: (images: number) => void,
  bytesBeside: (images: number) => number = () => 0,
): Footprint {
  const one = watchBytes(() => evaluate(1))
  const two = watchBytes(() => evaluate(2))
  const [ofOne, ofTwo] = [one.peak + bytesBeside(1), two.peak + bytesBeside(2)]
  const bytesPerImage = Math.max(0, ofTwo - ofOne)
  return {
    fixedBytes: Math.max(0, ofOne - bytesPerImage),
    bytesPerImage,
    // The same tensors in the same order; those of parameters do not grow.
    largestPerImage: two.sizes.reduce((most, size, i) => Math.max(most, size - (one.sizes[i] ?? size)), 0),
  }
}

/** How many images fit within the limits: equal parts of a batch, of at least one image. */
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

/** What tfjs calls for every new tensor and every released buffer. */
interface Tracker {
  readonly state: { readonly tensorInfo: { has(dataId: object): boolean } }
  trackTensor(tensor: tf.Tensor, backend: unknown): void
  removeDataId(dataId: object, backend: unknown): void
}

/** Peak bytes of buffers while `run` runs, beyond those before it; a buffer shared by tensors counts once. */
function watchBytes(run: () => void): { readonly peak: number; readonly sizes: readonly number[] } {
  const engine = tf.engine() as unknown as Tracker
  const { trackTensor, removeDataId } = engine
  const held = new Map<object, number>()
  const sizes: number[] = []
  let [bytes, peak] = [0, 0]
  // tfjs's own profile reads every result back.
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
