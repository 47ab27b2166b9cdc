/** @file Time travel as files: maps and numbers of every epoch as a figure, CSV, and JSON with every setting. */
import type { Grid, GridCell } from '../../charts/export/grid/grid'
import type { Standalone } from '../../charts/export/standaloneSvg'
import { argMax } from '../../numbers/argMax'
import { outcomeAt } from '../../outcomes/outcome'
import { csv } from '../../store/csv'
import type { EpochResult } from '../../store/timeTravel/timeTravel'
import { travelAttack, travelAttackName } from '../../store/timeTravel/travelAttacks'
import { travelTitle } from '../../store/timeTravel/travelTitle'
import type { DisplayForm } from '../../store/types'
import { type ExportedFrom, sourceLines } from '../parts/exports/exportedFrom'
import { correlationText, threeDigits } from '../parts/format'
import { epochCharts } from './epochCharts'
import { epochMaps, gradientScale } from './epochMaps'
import { currentResults, type ShownTravel, shownResult } from './shownTravel'
import { collapseWords, labelWords, travelMeasuredWords } from './travelWords'

const NOTHING: GridCell = { maps: [], lines: [] }

/** Pixels of the figure that a map takes at most. */
const ROOM = 96

export interface ExportedTravel extends ShownTravel {
  readonly display: DisplayForm
  readonly from: ExportedFrom
}

export function travelFigure(exported: ExportedTravel): Standalone {
  const { looked, runs, epoch, travel, from } = exported
  const image = travel.image.value
  return {
    grid: travelGrid(exported),
    charts: epochCharts({ looked, runs, epoch }),
    panelWidth: 260,
    title: `${travelTitle(looked)} training, epoch by epoch`,
    lines: [
      ...(image ? [`image: ${image.name}; label: ${labelWords(image, looked.manifest.classes)}`] : []),
      `curves: ${travelMeasuredWords(looked)}`,
      collapseWords(looked),
    ],
    notes: [
      looked.summary,
      `maps: ${exported.display.gradientScale === 'own' ? 'each scaled by its own' : 'scaled by the largest'} 99th percentile`,
      `figures: ${looked.measured.tool}; ${looked.measured.command}`,
      ...sourceLines(from),
    ],
  }
}

function travelGrid({ looked, runs, travel, display }: ExportedTravel): Grid {
  const epochs = looked.epochs.map(({ epoch }) => epoch)
  const { attack } = travel.look
  return {
    arrangement: 'below',
    columns: epochs.map((epoch) => ({ name: `epoch ${epoch}` })),
    rows: runs.map((run) => {
      const attackName = travelAttackName(attack, run.measured)
      const scale = gradientScale(
        currentResults(travel, run).map(({ result }) => result),
        display,
      )
      const cellOf = (result: EpochResult, epoch: number): GridCell => {
        const outcome = outcomeAt(result.attacks[attack].verdict, run.measured.epsilon255)
        return {
          maps: epochMaps(result, { display, attack, attackName, scale })
            .filter(({ id }) => id !== 'attacked')
            .map(({ id, title, colors }) => ({
              title: `${title}, epoch ${epoch}`,
              colors,
              height: result.image.height,
              width: result.image.width,
              scale: Math.max(1, Math.floor(ROOM / result.image.height)),
              ...(id === 'perturbation' && { frame: outcome.className }),
            })),
          lines: [
            { kind: 'number', symbol: '‖∇L‖₁', text: threeDigits(result.gradient.l1) },
            { kind: 'number', symbol: 'r', text: correlationText(result.alignment.correlation) },
            { kind: 'verdict', text: `${outcome.symbol} ${outcome.shortWord}`, className: outcome.className },
          ],
        }
      }
      return {
        title: travelTitle(run),
        about: `loss gradient, and ${attackName} within ${run.measured.epsilon255}/255`,
        common: NOTHING,
        cells: epochs.map((epoch) => {
          const { value, isCurrent } = shownResult(travel, run.id, epoch)
          return value && isCurrent ? cellOf(value, epoch) : NOTHING
        }),
      }
    }),
  }
}

const COLUMNS = [
  'run',
  'epoch',
  'clean_accuracy',
  'fgsm_accuracy',
  'pgd_accuracy',
  'zoo_epsilon_pgd_accuracy',
  'mean_gradient_l1',
  'median_gradient_l1',
  'mean_edge_alignment_r',
  'image_gradient_l1',
  'image_edge_alignment_r',
  'image_prediction',
  'image_fgsm',
  'image_pgd',
] as const

/** A row for each epoch of each run: its figures, and the numbers of the image where they are computed. */
export const travelCsv = ({ runs, travel }: ShownTravel): string =>
  csv(
    COLUMNS,
    runs.flatMap((run) =>
      run.epochs.map((kept) => {
        const { value, isCurrent } = shownResult(travel, run.id, kept.epoch)
        return {
          run: run.id,
          epoch: kept.epoch,
          clean_accuracy: kept.cleanAccuracy,
          fgsm_accuracy: kept.fgsmAccuracy,
          pgd_accuracy: kept.pgdAccuracy,
          zoo_epsilon_pgd_accuracy: kept.zooPgdAccuracy,
          mean_gradient_l1: kept.meanGradientL1,
          median_gradient_l1: kept.medianGradientL1,
          mean_edge_alignment_r: kept.meanAlignment,
          ...(value && isCurrent && imageNumbers(value, run.manifest.classes)),
        }
      }),
    ),
  )

const imageNumbers = ({ gradient, alignment, prediction, attacks }: EpochResult, classes: readonly string[]) => ({
  image_gradient_l1: gradient.l1,
  image_edge_alignment_r: alignment.correlation,
  image_prediction: classes[argMax(prediction.logits)] ?? null,
  image_fgsm: attacks.fgsm.verdict,
  image_pgd: attacks.pgd.verdict,
})

export function travelJson({ runs, epoch, travel, display, from }: ExportedTravel): string {
  const { image } = travel
  const content = {
    format: 'gradlens-time-travel',
    formatVersion: 1,
    ...from,
    epoch,
    image: image.value && { name: image.value.name, label: image.value.label },
    gradientOf: display.gradientOf,
    runs: runs.map((run) => ({
      id: run.id,
      name: run.name,
      summary: run.summary,
      recipe: run.manifest.training.recipe,
      measured: run.measured,
      attacks: { fgsm: travelAttack('fgsm', run.measured), pgd: travelAttack('pgd', run.measured) },
      epochs: run.epochs.map((kept) => {
        const { value, isCurrent } = shownResult(travel, run.id, kept.epoch)
        return { ...kept, ...(value && isCurrent && { image: imageNumbers(value, run.manifest.classes) }) }
      }),
    })),
  }
  return `${JSON.stringify(content, null, 1)}\n`
}
