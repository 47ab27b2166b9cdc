import { useMemo } from 'react'
import { countOf } from '../../countOf'
import { OUTCOMES } from '../../outcomes/outcome'
import type { GradientMap, MapFrame, MapImage } from '../../store/training/training'
import { correlationText, threeDigits, whole } from '../parts/format'
import { imageColors, type Rgba } from '../parts/maps/colorMaps'
import { PixelCanvas } from '../parts/maps/PixelCanvas'
import { channelReadout } from '../parts/maps/readouts'

interface MapGridProps {
  readonly images: readonly MapImage[]
  readonly classes: readonly string[]
  readonly before: MapFrame
  readonly now: MapFrame
  /** Whether `now` is the newest frame. */
  readonly isLive: boolean
  /** Index of the image whose filmstrip is shown. */
  readonly chosen: number
  readonly onChoose: (image: number) => void
  readonly colorsOf: (map: GradientMap, image: number) => Rgba
}

/** A column per image: the image, its map before training, and its map now. */
export function MapGrid({ images, classes, before, now, isLive, chosen, onChoose, colorsOf }: MapGridProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section className="map-frame" tabIndex={0} aria-label="Images and their gradient maps">
      <div className="map-grid" style={{ '--images': images.length } as React.CSSProperties}>
        <div className="map-row-title">Image</div>
        {images.map((image, place) => {
          const name = classes[image.label] ?? `class ${image.label}`
          return (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: images are told apart by their places alone
              key={place}
              type="button"
              className="map-image"
              aria-pressed={place === chosen}
              title="Show this image’s filmstrip below"
              onClick={() => onChoose(place)}
            >
              <ImageCell image={image} place={place} name={name} />
              <span>{name}</span>
            </button>
          )
        })}
        <div className="map-row-title">
          Before
          <span className="muted">step 0</span>
        </div>
        {images.map((image, place) => (
          <MapCell
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={place}
            image={image}
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
        {images.map((image, place) => (
          <MapCell
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={place}
            image={image}
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
const rowId = (place: number) => `training-${place}`

function ImageCell({ image, place, name }: { image: MapImage; place: number; name: string }) {
  const { pixels, height, width } = image
  const colors = useMemo(() => imageColors(pixels), [pixels])
  return (
    <PixelCanvas
      rowId={rowId(place)}
      colors={colors}
      height={height}
      width={width}
      label={`Held-out image ${place + 1}, of the class ${name}`}
      isReadable={false}
      readout={channelReadout(pixels, 255)}
    />
  )
}

interface MapCellProps {
  readonly image: MapImage
  readonly place: number
  readonly map: GradientMap | undefined
  readonly classes: readonly string[]
  readonly when: string
  readonly colorsOf: (map: GradientMap, image: number) => Rgba
}

function MapCell({ image, place, map, classes, when, colorsOf }: MapCellProps) {
  if (map === undefined) return <div className="placeholder" />
  const { gradient, gradientL1, edgeAlignment, predicted } = map
  const isRight = predicted === image.label
  return (
    <div className="map-cell">
      <PixelCanvas
        rowId={rowId(place)}
        colors={colorsOf(map, place)}
        height={image.height}
        width={image.width}
        label={`Gradient map of image ${place + 1}, ${when}: L1 norm ${threeDigits(gradientL1)}, edge alignment ${correlationText(edgeAlignment)}`}
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
