/** @file All bombs that are files, and how a person would give each kind to the page. */
import { readFileSync } from 'node:fs'
import { pageStateBombs } from '../../src/testing/bombs/addresses'
import { tarBombs, zipBombs } from '../../src/testing/bombs/archives'
import type { BytesBomb } from '../../src/testing/bombs/bomb'
import { svgBombs } from '../../src/testing/bombs/droppedFiles'
import { imageBombs } from '../../src/testing/bombs/images'
import { onnxBombs } from '../../src/testing/bombs/onnx'
import { torchBombs } from '../../src/testing/bombs/pickles'
import { pixelBombs } from '../../src/testing/bombs/pixels'
import { MANIFEST_BYTES, PLAN_BYTES, textBombs } from '../../src/testing/bombs/texts'
import { tfjsBombs } from '../../src/testing/bombs/tfjs'
import { validTextBombs } from '../../src/testing/bombs/validTexts'
import { safetensorsBombs, zippedModelBombs } from '../../src/testing/bombs/weights'
import { choose, type Door, drop, paste } from './doors'
import { MODEL, type ShownView } from './watchedPage'

export interface Given {
  readonly kind: string
  readonly bombs: (scale: number) => readonly BytesBomb[]
  /** Where the page is then. */
  readonly view: ShownView
  readonly name: string | ((bomb: BytesBomb) => string)
  readonly doors: readonly (readonly [name: string, give: Door])[]
  /** Files that are given with it. */
  readonly beside?: () => Readonly<Record<string, Uint8Array>>
}

export const fileName = ({ name }: Given, bomb: BytesBomb): string => (typeof name === 'string' ? name : name(bomb))

const imageName = ({ name }: BytesBomb) =>
  `bomb.${(/PNG|JPEG|WebP|GIF|AVIF|BMP/.exec(name)?.[0] ?? 'PNG').toLowerCase()}`
const DROPPED = [['dropped', drop]] as const
const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const texts =
  (...valid: readonly string[]) =>
  (scale: number) =>
    [
      textBombs(PLAN_BYTES),
      ...valid.map((name) => validTextBombs(json(`src/plans/goldens/${name}.json`), PLAN_BYTES)),
    ].flatMap((bombs) => bombs(scale))
export const CHOSEN_OR_DROPPED = [
  ['chosen', choose('image-file')],
  ['dropped', drop],
  ['pasted', paste],
] as const

export const FILES: readonly Given[] = [
  { kind: 'images', bombs: imageBombs, view: 'compare', name: imageName, doors: CHOSEN_OR_DROPPED },
  { kind: 'pixels of images', bombs: pixelBombs, view: 'compare', name: imageName, doors: CHOSEN_OR_DROPPED },
  { kind: 'page states in images', bombs: pageStateBombs, view: 'compare', name: 'figure.png', doors: DROPPED },
  { kind: 'SVG', bombs: svgBombs, view: 'compare', name: 'drawing.svg', doors: DROPPED },
  { kind: 'ONNX', bombs: onnxBombs, view: 'compare', name: 'net.onnx', doors: DROPPED },
  { kind: 'PyTorch', bombs: torchBombs, view: 'compare', name: 'net.pth', doors: DROPPED },
  { kind: 'safetensors', bombs: safetensorsBombs, view: 'compare', name: 'net.safetensors', doors: DROPPED },
  { kind: 'TensorFlow.js', bombs: tfjsBombs, view: 'compare', name: 'model.json', doors: DROPPED },
  { kind: 'zip of a model', bombs: zippedModelBombs, view: 'compare', name: 'net.zip', doors: DROPPED },
  {
    kind: 'manifests',
    bombs: textBombs(MANIFEST_BYTES),
    view: 'compare',
    name: 'manifest.json',
    doors: DROPPED,
    beside: () => ({ 'weights.safetensors': readFileSync(`models/${MODEL}/weights.safetensors`) }),
  },
  { kind: 'zip of images', bombs: zipBombs, view: 'evaluation', name: 'set.zip', doors: DROPPED },
  { kind: 'tar.gz', bombs: tarBombs, view: 'evaluation', name: 'set.tar.gz', doors: DROPPED },
  {
    kind: 'plans',
    bombs: texts('plan', 'trainingPlan'),
    view: 'evaluation',
    name: 'plan.json',
    doors: [
      ['chosen', choose('plan-files')],
      ['dropped', drop],
    ],
  },
  {
    kind: 'results',
    bombs: texts('results', 'trainingResults'),
    view: 'evaluation',
    name: 'results.json',
    doors: DROPPED,
  },
]
