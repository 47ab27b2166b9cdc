import { useStore } from 'zustand'
import type { MapContent } from '../../parts/exports/content'
import { hoverStore, pixelAt } from '../../parts/maps/hoverStore'
import { exactTexts } from '../../parts/maps/pixelTexts'

interface PixelValuesProps {
  readonly rowId: string
  readonly maps: readonly { readonly name: string; readonly map: MapContent }[]
}

const CHANNELS = { 1: ['Value'], 3: ['Red', 'Green', 'Blue'] } as const

/** All digits of the pixel that the pointer or the arrow keys are at, map by map. */
export function PixelValues({ rowId, maps }: PixelValuesProps) {
  const place = useStore(hoverStore, (state) => (state.place?.rowId === rowId ? state.place : null))
  const [first] = maps
  if (first === undefined) return null
  const pixel = place && pixelAt(place, first.map.width, first.map.height)
  return (
    <table className="pixel-values" data-testid="pixel-values">
      <caption>
        {pixel
          ? `Pixel in column ${pixel.x + 1}, row ${pixel.y + 1}`
          : 'Point at a map, or focus it and press the arrow keys, to read its pixels.'}
      </caption>
      <thead>
        <tr>
          <th scope="col">Map</th>
          {CHANNELS[first.map.channels].map((channel) => (
            <th key={channel} scope="col">
              {channel}
              {first.map.unit && <span className="muted"> {first.map.unit}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {maps.map(({ name, map }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a model may stand beside itself
          <tr key={i}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            {CHANNELS[map.channels].map((channel, at) => {
              const here = place && pixelAt(place, map.width, map.height)
              return <td key={channel}>{here ? exactTexts(map, here.y * map.width + here.x)[at] : '–'}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
