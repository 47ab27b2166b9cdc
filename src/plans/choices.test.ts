/** @file What the Python package must choose as the page does, in a golden file that its tests read. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CIFAR10_CLASSES, FASHION_MNIST_CLASSES } from '../classes/lists/small'
import { ARCHITECTURE_DESCRIPTIONS } from '../engine/architectures/descriptions'
import type { ArchitectureDescription } from '../engine/architectures/types'
import { parseManifest } from '../engine/checkpoints/manifest'
import { OBJECTIVES } from '../engine/objectives/registry'
import { trainedNames } from '../engine/training/trainedParameters'
import { matchClasses } from '../images/datasets/matchClasses'
import { balancedSubset } from '../images/datasets/subset'
import { galleryGroups } from '../images/gallery'
import { canonicalJson } from './canonicalJson'

const MODELS = new URL('../../models/', import.meta.url)

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']
const OTHERS = ['tench, Tinca tinca', 'Siberian husky', 'crane #134', 'crane #517', 'n01440764', 'Küken', 'C', 'C#']
const FOLDERS: readonly (readonly [folders: readonly string[], classes: readonly string[]])[] = [
  [['t_shirt_top', 'Tshirt-top', 'ankle boot', '9_ankle_boot', 'Shirts', '6-Shirt'], FASHION_MNIST_CLASSES],
  [['car', '0_plane', ' CAT ', 'ｃａｔ', '003.cat', 'cats', 'lorry', 'aeroplane', 'ship!'], CIFAR10_CLASSES],
  [['plane', 'airplane', 'automobile', 'car'], CIFAR10_CLASSES],
  [['03', 'three', '10', '1_0', 'seven', '0 - zero'], DIGITS],
  [['tench', 'n02110185_siberian_husky', 'crane', 'Kuken', 'ku\u0308ken', 'C++', 'c', 'n01440764_tench'], OTHERS],
  [
    ['カ', 'AnkleBoot', 'black & white', 'A', 'a'],
    ['ガ', 'Ankle boot', 'black and white', 'a', 'A'],
  ],
]

const SUBSETS = [
  { classes: 7, images: 137, count: 40, seed: 12 },
  { classes: 3, images: 20, count: 100, seed: 0 },
  { classes: 10, images: 5000, count: 60, seed: 2 ** 31 - 1 },
]
const labelsOf = (images: number, classes: number) =>
  Array.from({ length: images }, (_, i) => (i * i + 3 * i) % classes)

const zoo = readdirSync(MODELS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && /^(cifar10|tiny10|fashion-mnist)-/.test(entry.name))
  .map(({ name }) => name)
  .sort()
/** Numbers, texts and keys for which writers of JSON differ, some from the examples of RFC 8785. */
const ODD_JSON = String.raw`{
  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0.0, 1e21, 1E20, 123456789012345678901, 1e-6, 1.0e-7,
    5e-324, 1.7976931348623157e308, 9007199254740993, 0.1, 0.30000000000000004, 100, -1.5e-10, 0.03137254901960784],
  "text": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/\u007f\u2028\ud83d\ude02 \ud800 \b\f\t",
  "literals": [null, true, false, {}, [], ""],
  "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "10": 5, "\ud83d\ude02": 6, "\u0080": 7, "\u00f6": 8, "a": {"b": 1, "A": 2, "": 3}
}`

/** One of each architecture. */
const kinds = new Map(
  zoo.map((id) => {
    const manifest = parseManifest(readFileSync(new URL(`${id}/manifest.json`, MODELS), 'utf8'))
    return [manifest.architecture.name, { id, manifest }] as const
  }),
)

function trainedOf({ id, manifest }: { readonly id: string; readonly manifest: ReturnType<typeof parseManifest> }) {
  const { architecture, classes } = manifest
  const description = ARCHITECTURE_DESCRIPTIONS.find(
    ({ name }) => name === architecture.name,
  ) as ArchitectureDescription<unknown>
  const names = [...description.parameterShapes(description.parseSettings(architecture), classes.length).keys()]
  return [null, 0, 1, 2].flatMap((lastStages) =>
    [true, false].map((batchNormAffine) => ({
      model: id,
      lastStages,
      batchNormAffine,
      names: trainedNames(names, { lastStages, batchNormAffine }),
    })),
  )
}

it('the Python package has a golden file of what the page chooses', async () => {
  const choices = {
    classes: FOLDERS.map(([folders, classes]) => ({
      folders,
      classes,
      toModel: Array.from(matchClasses(folders, classes).toModel),
    })),
    subsets: SUBSETS.map(({ classes, images, count, seed }) => ({
      ...{ classes, images, count, seed },
      indices: Array.from(balancedSubset(labelsOf(images, classes), count, seed)),
    })),
    trained: [...kinds.values()].flatMap(trainedOf),
    objectives: OBJECTIVES.map(({ id, name, parts, terms, route, derivatives }) => ({
      ...{ id, name, parts, terms: terms.map(({ label }) => label) },
      derivatives: route?.by ?? (derivatives === 'second' ? 'doubleBackprop' : 'none'),
    })),
    canonical: { json: ODD_JSON, text: canonicalJson(JSON.parse(ODD_JSON)) },
    gallery: Object.fromEntries(
      galleryGroups.flatMap(({ images }) =>
        images.flatMap(({ id, labelName }) => (labelName ? [[id, labelName]] : [])),
      ),
    ),
  }
  await expect(`${JSON.stringify(choices, null, 1)}\n`).toMatchFileSnapshot('goldens/choices.json')
})
