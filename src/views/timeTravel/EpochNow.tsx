import { useMemo } from 'react'
import { argMax } from '../../numbers/argMax'
import { softmax } from '../../numbers/softmax'
import { outcomeAt } from '../../outcomes/outcome'
import type { EpochResult, TravelImage } from '../../store/timeTravel/timeTravel'
import { travelAttackName } from '../../store/timeTravel/travelAttacks'
import { useApp } from '../parts/appContext'
import { correlationText, percent, threeDigits } from '../parts/format'
import { imageColors } from '../parts/maps/colorMaps'
import { PixelCanvas } from '../parts/maps/PixelCanvas'
import { channelReadout } from '../parts/maps/readouts'
import { Waiting } from '../parts/Waiting'
import { epochMaps, gradientScale } from './epochMaps'
import { currentResults, type ShownTravel, shownResult } from './shownTravel'
import { labelWords } from './travelWords'

/** The image, and what the epoch that is shown makes of it, large. */
export function EpochNow({ looked, epoch, travel }: ShownTravel) {
  const { value, isCurrent, progress, error } = shownResult(travel, looked.id, epoch)
  const image = travel.image.value
  return (
    <figure className="figure epoch-now" data-testid="epoch-now" data-settled={isCurrent && progress === null}>
      <figcaption>
        Epoch {epoch} of {looked.manifest.training.epochsPlanned}
        {epoch === 0 && <span className="muted"> the model before this training</span>}
        {image && (
          <span className="muted">
            {' '}
            on “{image.name}”, label: {labelWords(image, looked.manifest.classes)}
          </span>
        )}
      </figcaption>
      <div className={`epoch-now-maps ${isCurrent ? '' : 'is-stale'}`} aria-busy={progress !== null}>
        {image && <CleanImage image={image} />}
        {value ? (
          <NowMaps result={value} looked={looked} epoch={epoch} travel={travel} />
        ) : (
          error === null && (
            <Waiting className="placeholder" isOnItsWay={progress !== null}>
              computing…
            </Waiting>
          )
        )}
      </div>
    </figure>
  )
}

const ROW = 'epoch-now'

function CleanImage({ image: { image, name } }: { readonly image: TravelImage }) {
  const colors = useMemo(() => imageColors(image.pixels), [image])
  return (
    <div className="epoch-now-map">
      <PixelCanvas
        rowId={ROW}
        colors={colors}
        height={image.height}
        width={image.width}
        label={`The image: ${name}`}
        readout={channelReadout(image.pixels, 255)}
      />
      <p>Image</p>
    </div>
  )
}

interface NowMapsProps extends Pick<ShownTravel, 'looked' | 'epoch' | 'travel'> {
  readonly result: EpochResult
}

function NowMaps({ result, looked, epoch, travel }: NowMapsProps) {
  const display = useApp((state) => state.display)
  const { attack } = travel.look
  const attackName = travelAttackName(attack, looked.measured)
  const scale = gradientScale(
    currentResults(travel, looked).map((current) => current.result),
    display,
  )
  const maps = useMemo(
    () => epochMaps(result, { display, attack, attackName, scale }),
    [result, display, attack, attackName, scale],
  )
  const { image, gradient, alignment, prediction, attacks } = result
  const { classes } = looked.manifest
  const outcome = outcomeAt(attacks[attack].verdict, looked.measured.epsilon255)
  const below = {
    gradient: (
      <>
        <span className="symbol">‖∇‖₁</span> <data value={gradient.l1}>{threeDigits(gradient.l1)}</data>{' '}
        <span className="symbol">r</span>{' '}
        <data value={alignment.correlation ?? ''}>{correlationText(alignment.correlation)}</data>
      </>
    ),
    perturbation: <>within {looked.measured.epsilon255}/255</>,
    attacked: (
      <>
        <span className={`verdict ${outcome.className}`}>
          {outcome.symbol} {outcome.shortWord}
        </span>
        , {likeliest(attacks[attack].logits, classes)}
      </>
    ),
  }
  return (
    <>
      {maps.map(({ id, title, colors, readout }) => (
        <div className={`epoch-now-map ${id === 'gradient' ? '' : outcome.className}`} key={id}>
          <PixelCanvas
            rowId={ROW}
            colors={colors}
            height={image.height}
            width={image.width}
            label={`${title}, epoch ${epoch}`}
            readout={readout}
          />
          <p>{title}</p>
          <p className="muted">{below[id]}</p>
        </div>
      ))}
      <p className="epoch-now-prediction" data-testid="epoch-prediction">
        Without an attack: {likeliest(prediction.logits, classes)}
      </p>
    </>
  )
}

/** Such as "Sneaker 97.2 %". */
export function likeliest(logits: Float32Array, classes: readonly string[]): string {
  const place = argMax(logits)
  return `${classes[place] ?? place} ${percent(softmax(logits)[place] ?? 0)} %`
}
