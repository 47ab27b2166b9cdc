import { useMemo } from 'react'
import type { Lightbox } from '../../../store/compare/lightbox'
import { useActions } from '../../parts/appContext'
import type { MapContent } from '../../parts/exports/content'
import { mapDifference } from '../../parts/maps/mapDifference'
import { PixelCanvas } from '../../parts/maps/PixelCanvas'
import { exactTexts } from '../../parts/maps/pixelTexts'
import { PixelValues } from './PixelValues'
import type { LargeMap } from './rowMaps'
import { useMap } from './useMap'

/** The same pixel is marked in all maps of the lightbox. */
const ROW = 'lightbox'

const sizeOf = ({ width, height }: MapContent): string => `${width} × ${height}`

interface LightboxMapsProps {
  readonly lightbox: Lightbox
  readonly choices: readonly LargeMap[]
}

export function LightboxMaps({ lightbox, choices }: LightboxMapsProps) {
  const { rowId, firstId, secondId, mode, split } = lightbox
  const { changeLightbox } = useActions()
  const first = useMap(rowId, firstId)
  const second = useMap(rowId, secondId ?? firstId)
  const nameOf = (id: string) => choices.find((choice) => choice.id === id)?.name ?? id
  const [one, other] = [first.map, secondId === null ? null : second.map]
  const difference = useMemo(() => (one && other ? mapDifference(one, other) : null), [one, other])
  if (one === null) return <p className="muted">The map is being computed…</p>
  const shown = [{ name: nameOf(firstId), map: one }]
  if (secondId !== null && other !== null) shown.push({ name: nameOf(secondId), map: other })
  const isCurrent = first.isCurrent && (secondId === null || second.isCurrent)
  const differs = other !== null && difference === null
  if (difference !== null && mode === 'difference') {
    shown.push({ name: `${nameOf(firstId)} − ${nameOf(secondId ?? '')}`, map: difference })
  }
  const isStacked = mode === 'swipe' && other !== null
  return (
    <div className={isCurrent ? '' : 'is-stale'} aria-busy={!isCurrent}>
      {differs && mode === 'difference' && (
        <p className="note">
          These maps are of different sizes ({sizeOf(one)} and {sizeOf(other)}) and cannot be subtracted; look at them
          side by side.
        </p>
      )}
      {mode === 'difference' && difference !== null ? (
        <Large map={difference} name={shown[2]?.name ?? ''} />
      ) : isStacked ? (
        <>
          <div className="lightbox-stack">
            <Large map={other} name={nameOf(secondId ?? '')} />
            <div className="lightbox-over" style={{ clipPath: `inset(0 ${100 * (1 - split)}% 0 0)` }}>
              <Large map={one} name={nameOf(firstId)} isUnder />
            </div>
            <span className="lightbox-divider" style={{ left: `${100 * split}%` }} />
          </div>
          <label className="lightbox-split">
            <span>
              {nameOf(firstId)} <span className="muted">| {nameOf(secondId ?? '')}</span>
            </span>
            <input
              type="range"
              min={0}
              max={100}
              value={Math.round(100 * split)}
              aria-label="Where one map gives way to the other"
              aria-valuetext={`${Math.round(100 * split)} % ${nameOf(firstId)}`}
              onChange={(event) => changeLightbox({ split: event.target.valueAsNumber / 100 })}
            />
          </label>
        </>
      ) : (
        <div className="lightbox-pair" style={{ '--maps': Math.min(2, shown.length) } as React.CSSProperties}>
          {shown.slice(0, 2).map(({ name, map }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a model may stand beside itself
            <figure key={place}>
              <Large map={map} name={name} />
              <figcaption>
                <bdi>{name}</bdi>
              </figcaption>
            </figure>
          ))}
        </div>
      )}
      <PixelValues rowId={ROW} maps={shown} />
    </div>
  )
}

interface LargeProps {
  readonly map: MapContent
  readonly name: string
  /** Whether another one, which is read in its place, lies over or under it. */
  readonly isUnder?: boolean
}

function Large({ map, name, isUnder = false }: LargeProps) {
  return (
    <PixelCanvas
      rowId={ROW}
      colors={map.colors}
      height={map.height}
      width={map.width}
      label={`${map.title}, ${name}`}
      readout={(index) => exactTexts(map, index).join('  ')}
      isReadable={!isUnder}
    />
  )
}
