import { useMemo } from 'react'
import { currentQuantity } from '../../../store/compare/currentResults'
import { commonMap } from '../../../store/compare/lightbox'
import { QUANTITIES } from '../../../store/compare/quantities'
import { findClass, readyManifest, shownImages } from '../../../store/compare/questions'
import type { PixelImage } from '../../../units'
import { useActions, useApp } from '../../parts/appContext'
import { threeDigits } from '../../parts/format'
import { imageColors } from '../../parts/maps/colorMaps'
import { PixelCanvas } from '../../parts/maps/PixelCanvas'
import { channelReadout } from '../../parts/maps/readouts'
import { Waiting } from '../../parts/Waiting'
import { likeliestClasses } from '../likeliestClasses'
import { NumberLine } from '../Numbers'
import { PerSize } from '../PerSize'
import { PredictionList } from '../PredictionList'
import { QuantityCell } from '../resultCells'
import { useClasses } from '../resultHooks'
import type { MatrixRow } from './types'

export const predictionsRow: MatrixRow = {
  id: 'image',
  title: 'Image',
  about: QUANTITIES.prediction.about,
  terms: ['prediction', 'true logit', 'cross-entropy'],
  Common: CleanImage,
  Cell: PredictionsCell,
  content(state, modelId) {
    const result = currentQuantity(state, modelId, 'prediction')
    if (result === null) return null
    const classes = readyManifest(state.models, modelId)?.classes ?? []
    return {
      classes: likeliestClasses(result.logits, classes, result.label),
      numbers: [{ id: 'loss', symbol: 'loss', text: threeDigits(result.loss), value: result.loss, unit: 'nats' }],
    }
  },
  commonContent: ({ image, models }) =>
    image === null
      ? []
      : shownImages(image, models).map(({ image: { pixels, height, width } }) => ({
          map: {
            title: 'Image',
            height,
            width,
            colors: imageColors(pixels),
            values: pixels,
            channels: 3,
            unit: '/255',
          },
        })),
}

function CleanImage() {
  const shown = useApp((state) => state.image)
  const isLoading = useApp((state) => state.imageLoading)
  if (!shown && !isLoading) return <div className="placeholder">no image</div>
  if (!shown) {
    return (
      <Waiting className="placeholder" isOnItsWay={isLoading}>
        reading…
      </Waiting>
    )
  }
  return (
    <PerSize shown={shown}>
      {(image, _, place) => <ImageCanvas image={image} name={shown.name} place={place} />}
    </PerSize>
  )
}

interface ImageCanvasProps {
  readonly image: PixelImage
  readonly name: string
  readonly place: number
}

function ImageCanvas({ image, name, place }: ImageCanvasProps) {
  const { openLightbox } = useActions()
  const { pixels, height, width } = image
  const colors = useMemo(() => imageColors(pixels), [pixels])
  return (
    <PixelCanvas
      rowId="image"
      colors={colors}
      height={height}
      width={width}
      label={`${name}, ${width} × ${height}`}
      onOpen={() => openLightbox('image', commonMap(place))}
      readout={channelReadout(pixels, 255)}
    />
  )
}

function PredictionsCell({ modelId }: { readonly modelId: string }) {
  const classes = useClasses(modelId)
  const wanted = useApp((state) => state.label)
  return (
    <QuantityCell modelId={modelId} quantity="prediction">
      {({ logits, label, loss }) => (
        <div className="cell-text is-wide">
          <PredictionList logits={logits} classes={classes} label={label} />
          <NumberLine
            symbol="loss"
            text={threeDigits(loss)}
            title={`Cross-entropy for "${classes[label] ?? label}"`}
            testId="loss"
            value={loss}
          />
          {wanted !== null && classes.length > 0 && findClass(classes, wanted) === null && (
            <p className="hint" data-testid="label-unknown">
              for the model’s own prediction, as it has no class “{wanted}”
            </p>
          )}
        </div>
      )}
    </QuantityCell>
  )
}
