import { useMemo } from 'react'
import { countOf } from '../../countOf'
import { smallestGap, thin } from '../../numbers/thin'
import type { Rgba } from '../parts/maps/colorMaps'
import { MapThumb } from './MapThumb'

export interface Frame {
  /** Steps taken before it was computed. */
  readonly step: number
  readonly colors: Rgba
}

interface FilmstripProps {
  readonly frames: readonly Frame[]
  readonly height: number
  readonly width: number
  /** Index of the selected frame. */
  readonly looked: number
  readonly isLive: boolean
  /** What the image shows. */
  readonly title: string
  /** null: follow the newest frame. */
  readonly onLook: (index: number | null) => void
}

/** More thumbnails would be too small to see. */
const MOST_THUMBS = 12

/** The maps of one image over time, with a slider to step through them. */
export function Filmstrip({ frames, height, width, looked, isLive, title, onLook }: FilmstripProps) {
  const thumbs = useMemo(
    () =>
      thin(
        frames.map(({ step }, index) => ({ step, index })),
        MOST_THUMBS,
      ),
    [frames],
  )
  const shown = thumbs.map(({ index }) => index)
  const gap = smallestGap(thumbs)
  const last = frames.length - 1
  const step = frames[looked]?.step ?? 0
  const look = (index: number) => onLook(index === last ? null : index)
  return (
    <div className="filmstrip" data-testid="filmstrip">
      <p className="filmstrip-title">
        {title} <span className="muted">over the steps{thumbs.length > 2 && `, ${countOf(gap, 'step')} apart`}</span>
        {!isLive && (
          <button type="button" className="link" onClick={() => onLook(null)}>
            Back to the newest
          </button>
        )}
      </p>
      <div className="filmstrip-thumbs" aria-hidden="true">
        {thumbs.map(({ step, index }, place) => {
          const frame = frames[index] as Frame
          const before = thumbs[place - 1]
          // The last frame may come before a full interval has passed.
          const isApart = thumbs.length > 2 && before !== undefined && step - before.step !== gap
          // A shortcut for the pointer; the keyboard uses the slider below.
          return (
            <button
              key={step}
              type="button"
              tabIndex={-1}
              className={[isNearest(shown, index, looked) && 'is-looked', isApart && 'is-apart']
                .filter(Boolean)
                .join(' ')}
              onClick={() => look(index)}
            >
              <MapThumb colors={frame.colors} height={height} width={width} />
              <span>{step}</span>
            </button>
          )
        })}
      </div>
      <input
        type="range"
        min={0}
        max={Math.max(1, last)}
        step={1}
        disabled={last < 1}
        value={Math.max(0, looked)}
        aria-label="Step whose gradient maps are shown"
        aria-valuetext={`step ${step}${isLive ? ', the newest' : ''}`}
        data-testid="filmstrip-slider"
        onChange={(event) => look(event.target.valueAsNumber)}
      />
    </div>
  )
}

const isNearest = (shown: readonly number[], index: number, looked: number): boolean =>
  shown.every((other) => Math.abs(index - looked) <= Math.abs(other - looked))
