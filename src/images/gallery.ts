/**
 * @file The images that come with the page, grouped by origin. Their sources and
 * licences are in the ATTRIBUTION.md of each folder in public/images.
 */

import { CIFAR10_CLASSES, FASHION_MNIST_CLASSES, TINY10_CLASSES } from '../classes/lists/small'

export interface GalleryImage {
  /** Stable, for permalinks. */
  readonly id: string
  /** Relative to the page, so that it can be hosted under any path; for use on the page, not in a worker. */
  readonly url: string
  /** Name of the true class, or null if no model here knows it. */
  readonly labelName: string | null
  /** The text alternative. */
  readonly alt: string
  /** The photographer and licence, if the image has its own. */
  readonly credit: string | null
}

export interface GalleryGroup {
  readonly id: string
  readonly title: string
  /** The classes of the models that its labels are meant for. */
  readonly classes: readonly string[]
  readonly attributionUrl: string
  /** Whether the files have the models' input size, so that each pixel is drawn as a square. */
  readonly isPixelated: boolean
  readonly images: readonly GalleryImage[]
  /**
   * The image that the page opens with: one on which the models differ as they do on the test set, by measurement
   * (firstImages.compute.test.ts, e2e/gradients.spec.ts).
   */
  readonly first: GalleryImage
  /** Another image for an architecture and activation, such as "swin-gelu", that misclassifies the first one. */
  readonly firstBy: Readonly<Record<string, GalleryImage>>
}

/** File name (cifar10_NUMBER_LABEL) and text alternative. A test compares this list with the folder. */
const cifar10Files: readonly (readonly [name: string, alt: string])[] = [
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

/** File name (fashion-mnist_NUMBER_LABEL) and text alternative. Made by tools/prepare_fashion_mnist.py. */
const fashionMnistFiles: readonly (readonly [name: string, alt: string])[] = [
  ['fashion-mnist_00019_0', 'A pale T-shirt with a print on its chest'],
  ['fashion-mnist_00002_1', 'White trousers'],
  ['fashion-mnist_00001_2', 'A white pullover with large letters on its chest'],
  ['fashion-mnist_00013_3', 'A sleeveless pale dress'],
  ['fashion-mnist_00006_4', 'A dark coat with a white collar'],
  ['fashion-mnist_00008_5', 'A flat sandal seen from the side'],
  ['fashion-mnist_00004_6', 'A grey long-sleeved shirt'],
  ['fashion-mnist_00009_7', 'A sneaker with a dark sole'],
  ['fashion-mnist_00018_8', 'A pale square bag'],
  ['fashion-mnist_00000_9', 'A grey ankle boot'],
]

type Tiny10Class = (typeof TINY10_CLASSES)[number]

const FOOLBOX = 'a sample image of foolbox'

/** Made by tools/prepare_gallery.py. A test compares this list with the folder. */
const photographFiles: readonly (readonly [name: string, label: Tiny10Class | null, alt: string, credit: string])[] = [
  ['dalmatian', 'dog', 'The head of a Dalmatian, looking down', FOOLBOX],
  ['mastiff', 'dog', 'A bullmastiff on a lead, on grass', FOOLBOX],
  ['chelsea', 'cat', 'The face of a ginger tabby cat', 'Stefan van der Walt, CC0'],
  ['eagle', 'bird', 'A bald eagle flying towards the viewer', FOOLBOX],
  ['geese', 'bird', 'Three geese on a lawn', FOOLBOX],
  ['ibises', 'bird', 'Two white ibises on a wire', FOOLBOX],
  ['leafhopper', 'insect', 'A white and red leafhopper on a leaf', FOOLBOX],
  ['beetle', 'insect', 'A black dung beetle on a stone', FOOLBOX],
  ['off-roader', 'car', 'A pale off-road car on a gravel track', FOOLBOX],
  ['blue-suv', 'car', 'A blue off-road car driving down rocks', FOOLBOX],
  ['strawberries', 'fruit', 'Nine strawberries on a board', FOOLBOX],
  ['cottage', 'building', 'A thatched cottage behind a stone monument', FOOLBOX],
  ['yurts', 'building', 'Two yurts in a fir forest', FOOLBOX],
  ['pagoda', 'building', 'A Chinese tower with red galleries above a lake', 'danielbuechele, CC BY 2.0'],
  ['dahlia', null, 'An orange dahlia', 'vultilion, CC BY 2.0'],
  ['coffee', null, 'A red cup of coffee with a spoon', 'Rachel Michetti, CC0'],
  ['astronaut', null, 'A smiling astronaut in an orange suit', 'NASA, public domain'],
  ['rocket', null, 'A rocket on its launch pad at dusk', 'SpaceX, public domain'],
]

const folder = (name: string) => `${import.meta.env.BASE_URL}images/${name}`

function createGroup(
  id: string,
  group: Pick<GalleryGroup, 'title' | 'classes' | 'isPixelated' | 'images'>,
  firstId: string,
  firstIdBy: Readonly<Record<string, string>> = {},
): GalleryGroup {
  const find = (wanted: string) => {
    const found = group.images.find((image) => image.id === wanted)
    if (found === undefined) throw new RangeError(`the group "${id}" has no image "${wanted}" to begin with`)
    return found
  }
  const firstBy = Object.fromEntries(Object.entries(firstIdBy).map(([kind, wanted]) => [kind, find(wanted)]))
  return { id, ...group, attributionUrl: `${folder(id)}/ATTRIBUTION.md`, first: find(firstId), firstBy }
}

/** Images whose names end in the number of their class. */
function numbered(
  id: string,
  classes: readonly string[],
  files: readonly (readonly [name: string, alt: string])[],
): GalleryImage[] {
  return files.map(([name, alt]) => {
    const label = Number(name.slice(name.lastIndexOf('_') + 1))
    const labelName = classes[label]
    if (labelName === undefined) throw new RangeError(`${name} ends in ${label}; it must end in a class from 0 to 9`)
    return { id: name, url: `${folder(id)}/${name}.png`, labelName, alt, credit: null }
  })
}

const photographs = photographFiles.map(
  ([id, labelName, alt, credit]): GalleryImage => ({
    id,
    url: `${folder('photographs')}/${id}.webp`,
    labelName,
    alt,
    credit,
  }),
)

export const galleryGroups: readonly GalleryGroup[] = [
  createGroup(
    'cifar10',
    {
      title: 'CIFAR-10',
      classes: CIFAR10_CLASSES,
      isPixelated: true,
      images: numbered('cifar10', CIFAR10_CLASSES, cifar10Files),
    },
    'cifar10_03_0',
    { 'resnet-relu': 'cifar10_15_8', 'swin-gelu': 'cifar10_16_5' },
  ),
  createGroup(
    'photographs',
    { title: 'Photographs', classes: TINY10_CLASSES, isPixelated: false, images: photographs },
    'dalmatian',
  ),
  createGroup(
    'fashion-mnist',
    {
      title: 'Fashion-MNIST',
      classes: FASHION_MNIST_CLASSES,
      isPixelated: true,
      images: numbered('fashion-mnist', FASHION_MNIST_CLASSES, fashionMnistFiles),
    },
    'fashion-mnist_00019_0',
  ),
]

type ClassLists = readonly (readonly string[])[]

const fits = ({ classes }: GalleryGroup, classLists: ClassLists) =>
  classLists.some((known) => classes.every((name) => known.includes(name)))

/** The groups, those that fit a model's classes first. Groups that are not `isOffered` are collapsed. */
export function arrangeGallery(classLists: ClassLists): readonly { group: GalleryGroup; isOffered: boolean }[] {
  const fitting = galleryGroups.filter((group) => fits(group, classLists))
  const others = galleryGroups.filter((group) => !fitting.includes(group))
  return [...fitting, ...others].map((group, i) => ({ group, isOffered: i < Math.max(1, fitting.length) }))
}

/** The part of a manifest's architecture that the choice of the first image depends on. */
export interface SeenBy {
  readonly name: string
  readonly activation?: unknown
}

/** The image that the page opens with, for models of these classes, the first of which has this architecture. */
export function firstImage(classLists: ClassLists, architecture: SeenBy | null = null): GalleryImage {
  const group = galleryGroups.find((candidate) => fits(candidate, classLists)) ?? (galleryGroups[0] as GalleryGroup)
  const kind = architecture === null ? '' : `${architecture.name}-${architecture.activation}`
  return (Object.hasOwn(group.firstBy, kind) && group.firstBy[kind]) || group.first
}

export function findGalleryImage(id: string | null): GalleryImage | undefined {
  return galleryGroups.flatMap(({ images }) => images).find((image) => image.id === id)
}

/** Images from groups whose classes all models know or, without such a group, single images whose class they know by name. */
export function galleryIdsFor(classLists: ClassLists): string[] {
  const isKnown = (name: string | null) => name !== null && classLists.every((classes) => classes.includes(name))
  const fitting = galleryGroups.filter(({ classes }) => classes.every(isKnown))
  return (fitting.length > 0 ? fitting : galleryGroups)
    .flatMap(({ images }) => images)
    .filter(({ labelName }) => isKnown(labelName))
    .map(({ id }) => id)
}
