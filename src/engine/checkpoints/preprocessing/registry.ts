/**
 * @file Common preprocessings of pixels. The most common mistake in opening a model is to apply one twice, not at all,
 * or to apply another model's.
 */

export interface Preprocessing {
  readonly id: string
  /** For people: "ImageNet’s mean and deviation". */
  readonly name: string
  readonly channelOrder: 'rgb' | 'bgr'
  /** Per channel in that order, for pixels in [0, 1]: the network's input is (pixel - mean) / std. */
  readonly mean: readonly number[]
  readonly std: readonly number[]
}

const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }
const ONE_255TH = [1 / 255, 1 / 255, 1 / 255]

const OF_COLOUR: readonly Preprocessing[] = [
  { id: 'none', name: 'none: pixels in [0, 1]', channelOrder: 'rgb', mean: [0, 0, 0], std: [1, 1, 1] },
  // timm.data.constants.IMAGENET_DEFAULT_MEAN and _STD.
  { id: 'imagenet', name: 'ImageNet’s mean and deviation', channelOrder: 'rgb', ...IMAGENET },
  {
    id: 'cifar10',
    name: 'CIFAR-10’s mean and deviation',
    channelOrder: 'rgb',
    mean: [0.4914, 0.4822, 0.4465],
    std: [0.2471, 0.2435, 0.2616],
  },
  {
    id: 'cifar100',
    name: 'CIFAR-100’s mean and deviation',
    channelOrder: 'rgb',
    mean: [0.5071, 0.4865, 0.4409],
    std: [0.2673, 0.2564, 0.2762],
  },
  { id: 'symmetric', name: 'to [−1, 1]', channelOrder: 'rgb', mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
  { id: 'bytes', name: 'pixels in 0 to 255', channelOrder: 'rgb', mean: [0, 0, 0], std: ONE_255TH },
  {
    id: 'caffe',
    name: 'BGR in 0 to 255, less ImageNet’s mean (Caffe)',
    channelOrder: 'bgr',
    mean: [103.939 / 255, 116.779 / 255, 123.68 / 255],
    std: ONE_255TH,
  },
  {
    id: 'bgr-imagenet',
    name: 'BGR, ImageNet’s mean and deviation',
    channelOrder: 'bgr',
    mean: IMAGENET.mean.toReversed(),
    std: IMAGENET.std.toReversed(),
  },
  { id: 'bgr', name: 'BGR, pixels in [0, 1]', channelOrder: 'bgr', mean: [0, 0, 0], std: [1, 1, 1] },
]

const OF_GREY: readonly Preprocessing[] = [
  { id: 'none', name: 'none: pixels in [0, 1]', channelOrder: 'rgb', mean: [0], std: [1] },
  { id: 'mnist', name: 'MNIST’s mean and deviation', channelOrder: 'rgb', mean: [0.1307], std: [0.3081] },
  {
    id: 'fashion-mnist',
    name: 'Fashion-MNIST’s mean and deviation',
    channelOrder: 'rgb',
    mean: [0.286],
    std: [0.353],
  },
  { id: 'symmetric', name: 'to [−1, 1]', channelOrder: 'rgb', mean: [0.5], std: [0.5] },
  { id: 'bytes', name: 'pixels in 0 to 255', channelOrder: 'rgb', mean: [0], std: [1 / 255] },
]

/** Those with which a network of that many channels may have been trained. */
export const preprocessingsOf = (channels: 1 | 3): readonly Preprocessing[] => (channels === 1 ? OF_GREY : OF_COLOUR)

type Numbers = Pick<Preprocessing, 'mean' | 'std'> & { readonly channelOrder?: 'rgb' | 'bgr' | undefined }

/** Whether two are equal except for rounding in the fourth digit. */
export const isSamePreprocessing = (one: Numbers, other: Numbers): boolean =>
  (one.channelOrder ?? 'rgb') === (other.channelOrder ?? 'rgb') &&
  isClose(one.mean, other.mean) &&
  isClose(one.std, other.std)

const isClose = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((value, i) => Math.abs(value - (other[i] as number)) <= 5e-4)
