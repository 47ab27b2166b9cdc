/** @file The gradient maps of a training as a figure and as numbers. */
import type { Grid, GridCell, GridMap } from '../../charts/export/grid/grid'
import { csv } from '../../store/csv'
import type { GradientMap, MapFrame, TrainingRun } from '../../store/training/training'
import { correlationText, threeDigits, whole } from '../parts/format'
import { imageColors, type Rgba } from '../parts/maps/colorMaps'

type MappedRun = Pick<TrainingRun, 'images' | 'classes'>
type ColorsOf = (map: GradientMap, image: number) => Rgba

/** Pixels of the figure that a map takes at most. */
const ROOM = 128
const NOTHING: GridCell = { maps: [], lines: [] }

/** A column for each image: the image, its map before the training, and at the step that is shown. */
export function mapsGrid({ images, classes }: MappedRun, frames: readonly MapFrame[], colorsOf: ColorsOf): Grid {
  const mapOf = (place: number, title: string, colors: Rgba): GridMap => {
    const { height, width } = images[place] ?? { height: 1, width: 1 }
    return { title, height, width, colors, scale: Math.max(1, Math.floor(ROOM / Math.max(height, width))) }
  }
  const cellOf = (map: GradientMap | undefined, place: number): GridCell =>
    map === undefined
      ? NOTHING
      : {
          maps: [mapOf(place, 'Gradient of the loss', colorsOf(map, place))],
          lines: [
            { kind: 'number', symbol: '‖∇L‖₁', text: threeDigits(map.gradientL1) },
            { kind: 'number', symbol: 'r', text: correlationText(map.edgeAlignment) },
            { kind: 'text', text: `predicted: ${classes[map.predicted] ?? map.predicted}` },
          ],
        }
  return {
    arrangement: 'below',
    columns: images.map(({ label }) => ({ name: classes[label] ?? `class ${label}` })),
    rows: [
      {
        title: 'Image',
        common: NOTHING,
        cells: images.map(({ pixels }, place) => ({ maps: [mapOf(place, 'Image', imageColors(pixels))], lines: [] })),
      },
      ...frames.map(({ step, maps }) => ({
        title: step === 0 ? 'Before' : 'After',
        about: `step ${whole(step)}`,
        common: NOTHING,
        cells: images.map((_, place) => cellOf(maps[place], place)),
      })),
    ],
  }
}

/** A row for each map of all steps that are kept. */
export const mapsCsv = ({ images, classes }: MappedRun, frames: readonly MapFrame[]): string =>
  csv(
    ['step', 'image', 'label', 'predicted', 'gradient_l1', 'edge_alignment_r'],
    frames.flatMap(({ step, maps }) =>
      maps.map(({ predicted, gradientL1, edgeAlignment }, place) => ({
        step,
        image: place,
        label: classes[images[place]?.label ?? 0] ?? null,
        predicted: classes[predicted] ?? predicted,
        gradient_l1: gradientL1,
        edge_alignment_r: edgeAlignment,
      })),
    ),
  )
