/** @file The maps of an epoch's result, as they are drawn. */
import { largestOf } from '../../numbers/extremes'
import type { EpochResult, TravelAttack } from '../../store/timeTravel/timeTravel'
import type { DisplayForm } from '../../store/types'
import { gradientColors, imageColors, percentile99, type Rgba, signedColors } from '../parts/maps/colorMaps'
import { channelReadout } from '../parts/maps/readouts'

export type EpochMapId = 'gradient' | 'perturbation' | 'attacked'

export interface EpochMap {
  readonly id: EpochMapId
  readonly title: string
  readonly colors: Rgba
  /** (height, width, 3) */
  readonly values: Float32Array
  readonly readout: (index: number) => string
}

interface Drawing {
  readonly display: DisplayForm
  readonly attack: TravelAttack
  readonly attackName: string
  /** At which gradients are saturated; null: each at its own 99th percentile. */
  readonly scale: number | null
}

export function epochMaps(result: EpochResult, { display, attack, attackName, scale }: Drawing): readonly EpochMap[] {
  const { image, gradient, attacks } = result
  const { attacked } = attacks[attack]
  const added = attacked.map((value, place) => value - (image.pixels[place] ?? 0))
  return [
    {
      id: 'gradient',
      title: 'Gradient',
      colors: gradientColors(gradient.values, scale ?? percentile99(gradient.values), display),
      values: gradient.values,
      readout: channelReadout(gradient.values),
    },
    {
      id: 'perturbation',
      title: `Perturbation by ${attackName}`,
      colors: signedColors(added, percentile99(added)),
      values: added,
      readout: channelReadout(added, 255),
    },
    {
      id: 'attacked',
      title: `Attacked by ${attackName}`,
      colors: imageColors(attacked),
      values: attacked,
      readout: channelReadout(attacked, 255),
    },
  ]
}

/** Shared by all epochs whose maps are shown, or none. */
export const gradientScale = (results: readonly EpochResult[], { gradientScale }: DisplayForm): number | null =>
  gradientScale === 'own'
    ? null
    : largestOf(
        results.map(({ gradient }) => percentile99(gradient.values)),
        0,
      )
