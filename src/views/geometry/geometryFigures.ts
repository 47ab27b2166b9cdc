/** @file The figures of the view from the page's state: what the store has of each model, and as charts. */
import { type AlongCurve, alongCurves } from '../../charts/alongCurves'
import type { Chart } from '../../charts/frame/chart'
import { contourLevels, lossContours } from '../../charts/lossContours'
import type { GridPlace } from '../../charts/readOff/overGrid'
import { NOTHING_YET } from '../../store/appStore'
import { directionWords, type GeometryResults, type SurfaceResult } from '../../store/geometry/geometry'
import { isGeometryCurrent, stepSize } from '../../store/geometry/geometryNeeds'
import type { AppState, Computed } from '../../store/types'
import type { ComputedOfModel } from '../parts/figures/ComputedFigure'
import { modelSeries } from '../parts/figures/useModelSeries'
import { sizeText, threeDigits } from '../parts/format'

export interface GeometryOfModel<Id extends keyof GeometryResults> extends ComputedOfModel<GeometryResults[Id]> {
  /** Whether its value is of an earlier image or earlier settings. */
  readonly isStale: boolean
}

/** In the order of the columns. */
export function geometryOf<Id extends keyof GeometryResults>(state: AppState, id: Id): readonly GeometryOfModel<Id>[] {
  return modelSeries(state).map(({ id: modelId, name, color }) => {
    const computed = (state.geometry.figures[modelId]?.[id] ?? NOTHING_YET) as Computed<GeometryResults[Id]>
    const isStale = computed.value !== null && !isGeometryCurrent(state, modelId, id, computed.value)
    return { id: modelId, name, color, computed, isStale }
  })
}

/** The lines from the image along which numbers are drawn. */
export const LINES = {
  attack: { along: 'alongAttack', curvature: 'attackCurvature' },
  gradient: { along: 'alongGradient', curvature: 'gradientCurvature' },
} as const

export type GeometryLine = keyof typeof LINES

/** Such as "t, in steps of 8/255". */
function axisWords(state: AppState, along: GeometryLine): string {
  if (along === 'attack') return 't: 0 the image, 1 attacked'
  const { norm, epsilon } = stepSize(state)
  return `t, in steps of ${sizeText(epsilon, norm)}`
}

/** Loss, norm of the gradient, and curvature. */
export function lineCharts(state: AppState, along: GeometryLine): readonly Chart<number>[] {
  const xLabel = axisWords(state, along)
  const shown = { xLabel, format: threeDigits }
  const lines = geometryOf(state, LINES[along].along)
  const curvatures = geometryOf(state, LINES[along].curvature)
  return [
    alongCurves({
      ...{ ...shown, title: 'loss', unit: 'nats', scale: 'fromZero' },
      curves: lines.flatMap((model) => {
        const { value } = model.computed
        return value === null || value.size === 0
          ? []
          : [{ ...curveOf(model, value.places, value.losses), slope: value.slope }]
      }),
    }),
    alongCurves({
      ...{ ...shown, title: '‖∇L‖₁', scale: 'log' },
      curves: lines.flatMap((model) => {
        const { value } = model.computed
        return value === null || value.size === 0 ? [] : [curveOf(model, value.places, value.l1)]
      }),
    }),
    alongCurves({
      ...{ ...shown, title: 'normalised curvature', scale: 'log' },
      curves: curvatures.flatMap((model) => {
        const { value } = model.computed
        return value === null || value.curvatures.length === 0 ? [] : [curveOf(model, value.places, value.curvatures)]
      }),
    }),
  ]
}

const curveOf = (
  { id, name, color, isStale }: GeometryOfModel<keyof GeometryResults>,
  places: readonly number[],
  values: ArrayLike<number>,
): AlongCurve => ({
  ...{ id, name, color, isStale },
  points: places.map((x, i) => ({ x, y: values[i] as number })),
})

export interface SurfaceOfModel extends GeometryOfModel<'surface'> {
  readonly value: SurfaceResult
  readonly levels: readonly number[]
}

/** Those of models whose surface there is, with the losses at which it has lines. */
export function surfacesOf(state: AppState): readonly SurfaceOfModel[] {
  const found = geometryOf(state, 'surface').flatMap((model) => {
    const { value } = model.computed
    return value === null || value.losses.length === 0 ? [] : [{ ...model, value }]
  })
  const shared = contourLevels(found.map(({ value }) => value.losses))
  const isShared = state.geometry.form.levels === 'shared'
  return found.map((model) => ({ ...model, levels: isShared ? shared : contourLevels([model.value.losses]) }))
}

export function surfaceChart({ id, name, color, isStale, value, levels }: SurfaceOfModel): Chart<GridPlace> {
  const { columns, rows, losses, of } = value
  return lossContours({
    ...{ id, name, color, isStale, levels },
    grid: { columns, rows, values: losses },
    xLabel: `steps of ${sizeText(of.epsilon, of.norm)} along ${directionWords(of.step).title}`,
    format: threeDigits,
    formatLevel,
  })
}

/** Round, so that no zeros follow: 0.5, 0.005. */
export const formatLevel = (level: number): string => String(Number(level.toPrecision(4))).replace('-', '−')
