import { useMemo } from 'react'
import { useApp } from '../../appContext'
import { pictureColors } from '../../colorMaps'
import { threeDigits } from '../../format'
import { NumberLine } from '../Numbers'
import { PixelCanvas } from '../PixelCanvas'
import { Predictions } from '../Predictions'
import { channelReadout } from '../readouts'
import { InspectionCell } from '../resultCells'
import { useClasses } from '../resultHooks'
import type { MatrixRow } from './types'

export const predictionsRow: MatrixRow = {
  id: 'picture',
  title: 'Picture',
  about: 'What each model takes it for. Bold: the label that the loss is taken for.',
  Common: CleanPicture,
  Cell: PredictionsCell,
}

function CleanPicture() {
  const shown = useApp((state) => state.picture)
  const isLoading = useApp((state) => state.pictureLoading)
  const colors = useMemo(() => shown && pictureColors(shown.picture.pixels), [shown])
  if (!shown || !colors) return <div className="placeholder">{isLoading ? 'reading…' : 'no picture'}</div>
  const { pixels, height, width } = shown.picture
  return (
    <PixelCanvas
      rowId="picture"
      colors={colors}
      height={height}
      width={width}
      label={shown.name}
      readout={channelReadout(pixels, 255)}
    />
  )
}

function PredictionsCell({ modelId }: { readonly modelId: string }) {
  const classes = useClasses(modelId)
  return (
    <InspectionCell modelId={modelId}>
      {({ logits, label, loss }) => (
        <div className="cell-text is-wide">
          <Predictions logits={logits} classes={classes} label={label} />
          <NumberLine
            symbol="loss"
            text={threeDigits(loss)}
            title={`Cross-entropy for "${classes[label] ?? label}"`}
            testId="loss"
            value={loss}
          />
        </div>
      )}
    </InspectionCell>
  )
}
