/** @file One measure as a dot a model on a shared axis, with the value beside it. */
import { smallestOf } from '../numbers/extremes'
import type { Axis, Chart, Series } from './frame/chart'
import { type Domain, wholeDecades } from './frame/domains'
import { stem } from './marks/stem'

export interface MeasureData {
  /** "_" sets the letter after it as an index. */
  readonly title: string
  readonly scale: 'log' | 'correlation'
  /** A value a model, in the order of the models; null where there is none yet, NaN where it is not defined. */
  readonly values: readonly (number | null)[]
  readonly format: (value: number) => string
  readonly models: readonly ComparedModel[]
}

export interface ComparedModel {
  readonly id: string
  readonly name: string
  readonly color: string
}

const ROW_HEIGHT = 26

export function measureDots({ title, scale, values, format, models }: MeasureData): Chart {
  return {
    title,
    x: axisOf(scale, values),
    y: {
      kind: 'names',
      label: '',
      names: models.map(({ name, color }) => ({ name, ink: color })),
      isShown: false,
      spacing: ROW_HEIGHT,
    },
    series: models.flatMap(({ id, name, color }, place): Series[] => {
      const value = values[place] ?? null
      if (value === null) return []
      const row = place + 0.5
      const text = Number.isNaN(value) ? '–' : format(value)
      return [
        {
          id,
          name,
          about: Number.isNaN(value) ? `${name}: not defined` : `${name}: ${text}`,
          ink: color,
          points: Number.isNaN(value) ? [] : [{ x: value, y: row }],
          marks: [stem({ value, row, text })],
        },
      ]
    }),
    rightRoom: 56,
  }
}

/** Without a label, as the title has it. */
function axisOf(scale: MeasureData['scale'], values: readonly (number | null)[]): Axis {
  const finite = values.filter((value) => value !== null && !Number.isNaN(value)) as number[]
  if (scale === 'log') return { kind: 'log', label: '', domain: decadesOf(finite) }
  return { kind: 'linear', label: '', domain: [smallestOf(finite, -0.2), 1], ticks: { count: 4 } }
}

/** With 1 in it, so that the axis of small norms shows how small they are. */
const decadesOf = (values: readonly number[]): Domain => {
  const positive = values.filter((value) => value > 0)
  return wholeDecades([...positive, smallestOf(positive, 1)])
}
