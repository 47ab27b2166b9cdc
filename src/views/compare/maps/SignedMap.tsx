import { useMemo } from 'react'
import type { SignedMapId } from '../../../store/compare/quantities'
import type { MeasuredQuantity } from '../../../store/types'
import { useApp } from '../../parts/appContext'
import { gradientColors } from '../../parts/maps/colorMaps'
import { channelReadout } from '../../parts/maps/readouts'
import { ModelMap } from './ModelMap'
import { signedMapScale } from './signedMaps'

interface SignedMapProps {
  readonly modelId: string
  readonly quantity: SignedMapId
  readonly result: MeasuredQuantity<SignedMapId>
  /** The text alternative. */
  readonly label: string
}

/** A signed map over the pixels, drawn with the display settings; a shared scale is that of the same map of all models. */
export function SignedMap({ modelId, quantity, result, label }: SignedMapProps) {
  const display = useApp((state) => state.display)
  const { values, image } = result
  const scale = useApp((state) => signedMapScale(state, quantity, result))
  const colors = useMemo(() => gradientColors(values, scale, display), [values, scale, display])
  return (
    <ModelMap
      modelId={modelId}
      rowId={quantity}
      colors={colors}
      height={image.height}
      width={image.width}
      label={label}
      readout={channelReadout(values)}
    />
  )
}
