/** @file Lists of classes that many models share, in the order of their outputs, as checkpoints seldom include them. */
import { CIFAR10_CLASSES, FASHION_MNIST_CLASSES, TINY10_CLASSES } from './small'

export interface ClassList {
  readonly id: string
  /** Display name, such as "ImageNet-1k". */
  readonly name: string
  readonly count: number
  /** Channels of the images: 3 for colour, 1 for grey. */
  readonly channels: 1 | 3
  readonly load: () => Promise<readonly string[]>
}

const listOf = (id: string, name: string, classes: readonly string[], channels: 1 | 3 = 3): ClassList => ({
  id,
  name,
  count: classes.length,
  channels,
  load: () => Promise.resolve(classes),
})

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit))

/** Lists of one length, the likeliest first. */
export const CLASS_LISTS: readonly ClassList[] = [
  listOf('cifar10', 'CIFAR-10', CIFAR10_CLASSES),
  listOf('fashion-mnist', 'Fashion-MNIST', FASHION_MNIST_CLASSES, 1),
  listOf('mnist', 'MNIST digits', DIGITS, 1),
  listOf('tiny10', 'Tiny-ImageNet-10', TINY10_CLASSES),
  {
    id: 'cifar100',
    name: 'CIFAR-100',
    count: 100,
    channels: 3,
    load: async () => (await import('./cifar100')).CIFAR100_CLASSES,
  },
  {
    id: 'imagenet',
    name: 'ImageNet-1k',
    count: 1000,
    channels: 3,
    load: async () => (await import('./imagenet.json')).default,
  },
]

export const classListsOf = (count: number): readonly ClassList[] => CLASS_LISTS.filter((list) => list.count === count)

/** "class 0", "class 1" and so on, for when nothing is known. */
export const numberedClasses = (count: number): string[] => Array.from({ length: count }, (_, i) => `class ${i}`)
