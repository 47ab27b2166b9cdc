import { useMemo, useState } from 'react'
import { countOf } from '../../countOf'
import { isMoving } from '../../store/runs/run'
import type { GradientMap, TrainingRun } from '../../store/training/training'
import { trainingExportName } from '../../store/training/trainingExport'
import type { DisplayForm } from '../../store/types'
import { useApp } from '../parts/appContext'
import { ExportButtons } from '../parts/figures/ExportButtons'
import { gradientColors, percentile99, type Rgba } from '../parts/maps/colorMaps'
import { objectiveName, trainingFigureWords } from '../parts/runs/trainingWords'
import { Waiting } from '../parts/Waiting'
import { Filmstrip } from './Filmstrip'
import { MapGrid } from './MapGrid'
import { mapsCsv, mapsGrid } from './mapsExports'

interface MapsFigureProps {
  readonly run: TrainingRun
  /** The selected step, or null for the newest. */
  readonly looked: number | null
  readonly onChoose: (step: number | null) => void
}

/** Gradient maps of a few held-out images, before training and at the chosen step, and of one image over time. */
export function MapsFigure({ run, looked, onChoose }: MapsFigureProps) {
  const { images, frames, classes } = run
  const display = useApp((state) => state.display)
  const offered = useApp((state) => state.training.offered)
  const [image, setImage] = useState(0)
  const strip = useMemo(
    () =>
      frames.flatMap(({ step, maps }) => {
        const map = maps[image]
        return map === undefined ? [] : [{ step, colors: mapColors(map, frames[0]?.maps[image], display) }]
      }),
    [frames, image, display],
  )
  const first = frames[0]
  if (first === undefined || images.length === 0) {
    return (
      <Waiting className="note" isOnItsWay={isMoving(run)}>
        The first gradient maps are being computed…
      </Waiting>
    )
  }
  const found = looked === null ? frames.length - 1 : frames.findLastIndex(({ step }) => step <= looked)
  const index = Math.max(0, found)
  const frame = frames[index] ?? first
  const shape = images[image] ?? { height: 1, width: 1 }
  return (
    <figure className="figure maps-figure" data-testid="maps">
      <figcaption>
        Gradient of the loss with respect to the pixels
        <span className="muted">
          {' '}
          of {countOf(images.length, 'held-out image')}, each map scaled by{' '}
          {display.gradientScale === 'shared' ? 'the 99th percentile before training' : 'its own 99th percentile'}
        </span>
      </figcaption>
      <MapGrid
        images={images}
        classes={classes}
        before={first}
        now={frame}
        isLive={looked === null}
        chosen={image}
        onChoose={setImage}
        colorsOf={(map, place) => mapColors(map, first.maps[place], display)}
      />
      <Filmstrip
        frames={strip}
        height={shape.height}
        width={shape.width}
        looked={index}
        isLive={looked === null}
        title={classes[images[image]?.label ?? 0] ?? ''}
        onLook={(place) => onChoose(place === null ? null : (frames[place]?.step ?? null))}
      />
      <ExportButtons
        what="the maps"
        name={`${trainingExportName(run)}-maps`}
        csv={() => mapsCsv(run, frames)}
        figure={() => ({
          grid: mapsGrid(run, first === frame ? [first] : [first, frame], (map, place) =>
            mapColors(map, first.maps[place], display),
          ),
          charts: [],
          title: `${run.start.name} → ${objectiveName(run.form.objective, offered)}: gradient maps`,
          ...trainingFigureWords(run, offered),
        })}
      />
    </figure>
  )
}

function mapColors(map: GradientMap, before: GradientMap | undefined, display: DisplayForm): Rgba {
  const scale = percentile99(display.gradientScale === 'shared' && before ? before.gradient : map.gradient)
  return gradientColors(map.gradient, scale, display)
}
