import { useMemo } from 'react'
import { countOf } from '../../countOf'
import { OUTCOMES } from '../../outcomes/outcome'
import type { GradientMap, MapFrame, MapPicture } from '../../store/finetune'
import { pictureColors, type Rgba } from '../colorMaps'
import { PixelCanvas } from '../compare/PixelCanvas'
import { channelReadout } from '../compare/readouts'
import { correlationText, threeDigits, whole } from '../format'

interface MapGridProps {
  readonly pictures: readonly MapPicture[]
  readonly classes: readonly string[]
  readonly before: MapFrame
  readonly now: MapFrame
  /** Whether `now` is the newest there is. */
  readonly isLive: boolean
  /** Place of the picture whose film is shown. */
  readonly chosen: number
  readonly onChoose: (picture: number) => void
  readonly colorsOf: (map: GradientMap, picture: number) => Rgba
}

/** A column a picture: the picture, its map before training, its map now. */
export function MapGrid({ pictures, classes, before, now, isLive, chosen, onChoose, colorsOf }: MapGridProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className="map-frame" tabIndex={0} aria-label="Pictures and their gradient maps">
      <div className="map-grid" style={{ '--pictures': pictures.length } as React.CSSProperties}>
        <div className="map-row-title">Picture</div>
        {pictures.map((picture, place) => {
          const name = classes[picture.label] ?? `class ${picture.label}`
          return (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: pictures are told apart by their places alone
              key={place}
              type="button"
              className="map-picture"
              aria-pressed={place === chosen}
              title="Shows the film of this picture below"
              onClick={() => onChoose(place)}
            >
              <PictureCell picture={picture} place={place} name={name} />
              <span>{name}</span>
            </button>
          )
        })}
        <div className="map-row-title">
          Before
          <span className="muted">step 0</span>
        </div>
        {pictures.map((picture, place) => (
          <MapCell
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={place}
            picture={picture}
            place={place}
            map={before.maps[place]}
            classes={classes}
            when="before training"
            colorsOf={colorsOf}
          />
        ))}
        <div className="map-row-title" data-testid="maps-step">
          {isLive ? 'Now' : 'Then'}
          <span className="muted">step {whole(now.step)}</span>
        </div>
        {pictures.map((picture, place) => (
          <MapCell
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={place}
            picture={picture}
            place={place}
            map={now.maps[place]}
            classes={classes}
            when={`after ${countOf(now.step, 'step')}`}
            colorsOf={colorsOf}
          />
        ))}
      </div>
    </section>
  )
}

/** The same pixel is marked in all cells of a column. */
const rowId = (place: number) => `finetune-${place}`

function PictureCell({ picture, place, name }: { picture: MapPicture; place: number; name: string }) {
  const { pixels, height, width } = picture
  const colors = useMemo(() => pictureColors(pixels), [pixels])
  return (
    <PixelCanvas
      rowId={rowId(place)}
      colors={colors}
      height={height}
      width={width}
      label={`Held-back picture of the class ${name}`}
      readout={channelReadout(pixels, 255)}
    />
  )
}

interface MapCellProps {
  readonly picture: MapPicture
  readonly place: number
  readonly map: GradientMap | undefined
  readonly classes: readonly string[]
  readonly when: string
  readonly colorsOf: (map: GradientMap, picture: number) => Rgba
}

function MapCell({ picture, place, map, classes, when, colorsOf }: MapCellProps) {
  if (map === undefined) return <div className="placeholder" />
  const { gradient, gradientL1, edgeAlignment, predicted } = map
  const isRight = predicted === picture.label
  return (
    <div className="map-cell">
      <PixelCanvas
        rowId={rowId(place)}
        colors={colorsOf(map, place)}
        height={picture.height}
        width={picture.width}
        label={`Gradient map ${when}: L1 norm ${threeDigits(gradientL1)}, edge alignment ${correlationText(edgeAlignment)}`}
        readout={channelReadout(gradient)}
      />
      <p className="map-numbers">
        <span title="L1 norm of the gradient">
          <span className="symbol">‖∇‖₁</span> {threeDigits(gradientL1)}
        </span>
        <span title="Edge alignment">
          <span className="symbol">r</span> {correlationText(edgeAlignment)}
        </span>
      </p>
      <p className={`map-verdict ${isRight ? 'is-right' : OUTCOMES.wrong.className}`}>
        {isRight ? '✓' : OUTCOMES.wrong.symbol} {classes[predicted] ?? predicted}
      </p>
    </div>
  )
}
