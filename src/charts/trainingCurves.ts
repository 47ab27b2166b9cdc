/** @file What a training log says of each epoch, as curves: one panel a unit, each curve labelled at its end. */
import { axisBottom, axisLeft, extent, line, max, scaleLinear, select } from 'd3'
import type { TrainingLog } from '../engine/checkpoints/trainingLog'
import { labelHeights } from './labels'
import type { ChartSize } from './lossChart'
import { wholeTicks } from './wholeTicks'

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

const MARGIN = { top: 20, right: 58, bottom: 34, left: 34 }

/** Draws one panel: epochs from left to right, from zero upwards. */
export function drawTrainingPanel(svg: SVGSVGElement, panel: TrainingPanel, { width, height }: ChartSize): void {
  const root = select(svg).attr('viewBox', `0 0 ${width} ${height}`)
  root.selectAll('*').remove()
  const points = panel.curves.flatMap((curve) => curve.points)
  const [first = 1, last = 1] = extent(points, ({ epoch }) => epoch) as [number | undefined, number | undefined]
  const highest = panel.highest ?? (max(points, ({ value }) => value) || 1)
  const x = scaleLinear([first, Math.max(last, first + 1)], [MARGIN.left, width - MARGIN.right])
  const y = scaleLinear([0, highest], [height - MARGIN.bottom, MARGIN.top])
  if (panel.highest === null) y.nice(4)
  root
    .append('g')
    .attr('class', 'axis')
    .attr('transform', `translate(0,${height - MARGIN.bottom})`)
    .call(
      axisBottom(x)
        .tickValues(wholeTicks(x, 5))
        .tickFormat((epoch) => String(epoch))
        .tickSizeOuter(0),
    )
  root.append('g').attr('class', 'axis').attr('transform', `translate(${MARGIN.left},0)`).call(axisLeft(y).ticks(4))
  root.append('text').attr('class', 'axis-title').attr('x', 0).attr('y', 9).text(panel.title)
  root
    .append('text')
    .attr('class', 'axis-title')
    .attr('x', width - MARGIN.right)
    .attr('y', height - 4)
    .attr('text-anchor', 'end')
    .text('epoch')
  const path = line<{ epoch: number; value: number }>()
    .x(({ epoch }) => x(epoch))
    .y(({ value }) => y(value))
  const labels = labelHeights(panel.curves.map(({ points }) => y(points.at(-1)?.value ?? 0)))
  for (const [index, { label, isEmphasised, points }] of panel.curves.entries()) {
    const end = points.at(-1)
    if (end === undefined) continue
    const group = root.append('g').attr('class', isEmphasised ? 'training-curve is-emphasised' : 'training-curve')
    group
      .append('path')
      .attr('d', path([...points]))
      .attr('fill', 'none')
      .attr('stroke-width', 1.75)
    group.append('circle').attr('cx', x(end.epoch)).attr('cy', y(end.value)).attr('r', 3)
    group
      .append('text')
      .attr('x', x(end.epoch) + 7)
      .attr('y', labels[index] ?? 0)
      .attr('dy', '0.35em')
      .text(label)
  }
}
