/** @file What a training log says of each epoch, as curves: one panel a unit, each curve labelled at its end. */
import { extent, format } from 'd3'
import type { TrainingLog } from '../engine/checkpoints/trainingLog'
import type { Chart, Point, Series } from './frame/chart'
import { fromZero } from './frame/domains'
import { roomForNames } from './frame/endLabels'
import { dots } from './marks/dots'
import { line } from './marks/line'
import { ROLE_INKS } from './palette'
import { alongX } from './readOff/alongX'

export interface TrainingCurve {
  readonly label: string
  /** Drawn as the second of two that share a panel, where it is. */
  readonly isEmphasised: boolean
  readonly points: readonly { readonly epoch: number; readonly value: number }[]
}

export interface TrainingPanel {
  /** The vertical axis, with its unit. */
  readonly title: string
  /** The axis's upper end, where it is given by the unit. */
  readonly highest: number | null
  readonly curves: readonly TrainingCurve[]
}

interface CurveKind {
  readonly key: string
  readonly panel: string
  readonly label: string
  readonly isEmphasised?: boolean
}

const ACCURACY = 'accuracy, %'

/** What the training's code logs. Anything else is drawn in a panel of its own, under its own name. */
const KINDS: readonly CurveKind[] = [
  { key: 'clean', panel: ACCURACY, label: 'clean' },
  { key: 'pgd10', panel: ACCURACY, label: 'PGD-10', isEmphasised: true },
  { key: 'ce', panel: 'cross-entropy', label: 'clean' },
  { key: 'ce_attacked', panel: 'cross-entropy', label: 'attacked', isEmphasised: true },
  { key: 'l1', panel: 'L1 norm of the input gradient', label: '‖∇L‖₁' },
  { key: 'edge_distance', panel: 'distance of gradient and edges', label: 'MSE' },
]
/** Not measures of the model. */
const LEFT_OUT: readonly string[] = ['epoch', 'seconds']

/** The panels of a log: accuracy first, then each part of the loss. */
export function trainingPanels(log: TrainingLog): TrainingPanel[] {
  const logged = new Set(log.flatMap((epoch) => Object.keys(epoch)))
  const known = KINDS.filter(({ key }) => logged.has(key))
  const others = [...logged]
    .filter((key) => !LEFT_OUT.includes(key) && !KINDS.some((kind) => kind.key === key))
    .map((key): CurveKind => ({ key, panel: key.replaceAll('_', ' '), label: key.replaceAll('_', ' ') }))
  const kinds = [...known, ...others]
  return [...new Set(kinds.map(({ panel }) => panel))].map((title) => ({
    title,
    highest: title === ACCURACY ? 100 : null,
    curves: kinds
      .filter(({ panel }) => panel === title)
      .map(({ key, label, isEmphasised = false }) => ({
        label,
        isEmphasised,
        points: log.flatMap((logged) => {
          const value = logged[key]
          return value === undefined ? [] : [{ epoch: logged.epoch, value: title === ACCURACY ? 100 * value : value }]
        }),
      })),
  }))
}

const INTEGER = format(',')
const threeDigits = format('.3~g')

/** One panel: epochs from left to right, from zero upwards. */
export function trainingCurves({ title, highest, curves }: TrainingPanel): Chart<number> {
  const series = curves.map(({ label, isEmphasised, points: logged }): Series => {
    const points = logged.map(({ epoch, value }): Point => ({ x: epoch, y: value }))
    return {
      id: label,
      name: label,
      ink: ROLE_INKS[isEmphasised ? 'main' : 'other'],
      points,
      marks: [line(points), dots(points.slice(-1), { radius: 3 })],
    }
  })
  const points = series.flatMap((one) => one.points)
  const [first = 1, last = 1] = extent(points, ({ x }) => x) as [number?, number?]
  return {
    x: {
      kind: 'linear',
      label: 'epoch',
      domain: [first, Math.max(last, first + 1)],
      ticks: { count: 5, isWhole: true },
    },
    y: { kind: 'linear', label: title, domain: highest === null ? fromZero(points.map(({ y }) => y)) : [0, highest] },
    series,
    endLabels: { room: roomForNames(series, 58) },
    isCompact: true,
    readOff: alongX({
      series,
      between: 'latest',
      place: (epoch) => `epoch ${INTEGER(epoch)}`,
      value: ({ y }) => threeDigits(y),
    }),
  }
}
