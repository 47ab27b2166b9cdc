/**
 * @file The pictures that come with the page: 20 from CIFAR-10, 32 x 32, whose
 * source and licence stand in public/pictures/cifar10/ATTRIBUTION.md.
 */

export interface GalleryPicture {
  /** Stable, for permalinks. */
  readonly id: string
  /** Relative to the page, so that the page can be hosted under any path; for use in the page, not in a worker. */
  readonly url: string
  /** Index of the true class in CIFAR10_CLASSES. */
  readonly label: number
  readonly labelName: string
  /** What the picture shows, for those who do not see it. */
  readonly alt: string
}

/** CIFAR-10's classes in the data set's own order. */
export const CIFAR10_CLASSES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const

/** File name (cifar10_NUMBER_LABEL) and what is seen. A test holds this list against the folder. */
const files: readonly (readonly [name: string, alt: string])[] = [
  ['cifar10_00_3', 'A cat with its head down'],
  ['cifar10_01_8', 'Large motor ships with dark blue and red hulls'],
  ['cifar10_02_8', 'A white motor yacht in a harbour'],
  ['cifar10_03_0', 'A delta-winged airliner on a book cover'],
  ['cifar10_04_6', 'A brown frog among green leaves'],
  ['cifar10_05_6', 'A brown frog on bare soil, seen from the front'],
  ['cifar10_06_1', 'A white car with its door open'],
  ['cifar10_07_6', 'A green tree frog on a window frame'],
  ['cifar10_08_3', 'A grey tabby cat looking up'],
  ['cifar10_09_1', 'A dark blue off-road car'],
  ['cifar10_10_0', 'A jet fighter in a blue sky'],
  ['cifar10_11_9', 'A white box truck in front of a building'],
  ['cifar10_12_5', 'A white and brown dog standing'],
  ['cifar10_13_7', 'A white horse walking, against a dark background'],
  ['cifar10_14_9', 'A blue truck'],
  ['cifar10_15_8', 'A small green boat on green water, seen from above'],
  ['cifar10_16_5', 'A brown and white puppy'],
  ['cifar10_17_7', 'The head of a brown horse with a bridle'],
  ['cifar10_18_8', 'A dark ship with masts'],
  ['cifar10_19_6', 'A yellow frog on the ground'],
]

export const gallery: readonly GalleryPicture[] = files.map(([name, alt]) => {
  const label = Number(name.slice(name.lastIndexOf('_') + 1))
  const labelName = CIFAR10_CLASSES[label]
  if (labelName === undefined) throw new RangeError(`${name} ends in ${label}; it must end in a class from 0 to 9`)
  return { id: name, url: `${import.meta.env.BASE_URL}pictures/cifar10/${name}.png`, label, labelName, alt }
})
