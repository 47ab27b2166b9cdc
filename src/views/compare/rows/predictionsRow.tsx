import { useMemo } from 'react'
import { findClass } from '../../../store/questions'
import type { Picture } from '../../../units'
import { useApp } from '../../appContext'
import { pictureColors } from '../../colorMaps'
import { threeDigits } from '../../format'
import { Waiting } from '../../Waiting'
import { NumberLine } from '../Numbers'
import { PerSide } from '../PerSide'
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
  if (!shown && !isLoading) return <div className="placeholder">no image</div>
  if (!shown) {
    return (
      <Waiting className="placeholder" isOnItsWay={isLoading}>
        reading…
      </Waiting>
    )
  }
  return <PerSide shown={shown}>{(picture) => <PictureCanvas picture={picture} name={shown.name} />}</PerSide>
}

function PictureCanvas({ picture, name }: { readonly picture: Picture; readonly name: string }) {
  const { pixels, height, width } = picture
  const colors = useMemo(() => pictureColors(pixels), [pixels])
  return (
    <PixelCanvas
      rowId="picture"
      colors={colors}
      height={height}
      width={width}
      label={name}
      readout={channelReadout(pixels, 255)}
    />
  )
}

function PredictionsCell({ modelId }: { readonly modelId: string }) {
  const classes = useClasses(modelId)
  const wanted = useApp((state) => state.label)
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
          {wanted !== null && classes.length > 0 && findClass(classes, wanted) === null && (
            <p className="hint" data-testid="label-unknown">
              for its own prediction, as it has no class “{wanted}”
            </p>
          )}
        </div>
      )}
    </InspectionCell>
  )
}
