import { useEffect, useState } from 'react'
import type { EpochRun } from '../../engine/checkpoints/epochRun'
import { epochOf } from '../../store/timeTravel/travelState'
import { useActions } from '../parts/appContext'
import { HelpButton } from '../parts/help/HelpButton'
import { Waiting } from '../parts/Waiting'
import { useLookedRun, useTimeTravel } from './useTimeTravel'

/** How long each epoch is shown while they play, in milliseconds. */
const PLAYED_MS = 900

/** Moves through the epochs of the run that is looked at. */
export function EpochSlider() {
  const run = useLookedRun()
  const isReading = useTimeTravel(({ runs }) => Object.values(runs).some(({ progress }) => progress !== null))
  return run === null ? <Waiting isOnItsWay={isReading}>Reading the training…</Waiting> : <Slider run={run} />
}

function Slider({ run }: { readonly run: EpochRun }) {
  const asked = useTimeTravel(({ look }) => look.epoch)
  const { lookAtEpochs } = useActions()
  const [isPlaying, setPlaying] = useState(false)
  const { epochs } = run
  const last = epochs.length - 1
  const place = epochs.findIndex(({ epoch }) => epoch === epochOf(run, asked))
  const show = (next: number) => lookAtEpochs({ epoch: epochs[next]?.epoch ?? 0 })
  const isMoving = isPlaying && place < last

  useEffect(() => {
    if (!isMoving) return
    const timer = setTimeout(() => lookAtEpochs({ epoch: epochs[place + 1]?.epoch ?? 0 }), PLAYED_MS)
    return () => clearTimeout(timer)
  }, [isMoving, place, epochs, lookAtEpochs])

  function toggle(): void {
    if (!isMoving && place === last) show(0)
    setPlaying(!isMoving)
  }

  const text = `${epochs[place]?.epoch}`
  return (
    <div className="epsilon epoch-slider">
      <div className="with-help">
        <label htmlFor="epoch">Epoch</label>
        <HelpButton about="Epoch" items={['epoch', 'catastrophic overfitting']} />
      </div>
      <output htmlFor="epoch" data-testid="epoch">
        {text}
      </output>
      <button type="button" className="button epoch-play" onClick={toggle} data-testid="play-epochs">
        {isMoving ? 'Pause' : 'Play'}
      </button>
      <input
        id="epoch"
        type="range"
        min={0}
        max={last}
        step={1}
        value={place}
        aria-valuetext={`epoch ${text}${place === 0 ? ', before the training' : ''}`}
        onChange={(event) => {
          setPlaying(false)
          show(event.target.valueAsNumber)
        }}
      />
      <div className="epsilon-ticks" aria-hidden="true">
        {epochs.map(({ epoch }) => (
          <span key={epoch}>{epoch}</span>
        ))}
      </div>
    </div>
  )
}
