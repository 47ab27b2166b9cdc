import { useEffect, useMemo, useRef } from 'react'
import type { EpochRun } from '../../engine/checkpoints/epochRun'
import { argMax } from '../../numbers/argMax'
import { type Outcome, outcomeAt } from '../../outcomes/outcome'
import type { EpochResult } from '../../store/timeTravel/timeTravel'
import { travelAttackName } from '../../store/timeTravel/travelAttacks'
import { epochOf } from '../../store/timeTravel/travelState'
import { travelTitle } from '../../store/timeTravel/travelTitle'
import { useActions, useApp } from '../parts/appContext'
import { correlationText, threeDigits } from '../parts/format'
import { PixelCanvas } from '../parts/maps/PixelCanvas'
import { missingNumber } from '../parts/Waiting'
import { type EpochMapId, epochMaps, gradientScale } from './epochMaps'
import { currentResults, type ShownTravel, shownResult } from './shownTravel'

interface EpochStripProps extends Pick<ShownTravel, 'travel'> {
  readonly run: EpochRun
}

const MAPS: readonly EpochMapId[] = ['gradient', 'perturbation']

/** The maps, numbers and verdicts of all epochs of a run side by side. */
export function EpochStrip({ run, travel }: EpochStripProps) {
  const { lookAtEpochs } = useActions()
  const display = useApp((state) => state.display)
  const { attack } = travel.look
  const shown = epochOf(run, travel.look.epoch)
  const attackName = travelAttackName(attack, run.measured)
  const scale = gradientScale(
    currentResults(travel, run).map(({ result }) => result),
    display,
  )
  const columns = run.epochs.map(({ epoch }) => ({ epoch, ...shownResult(travel, run.id, epoch) }))
  const frame = useRef<HTMLElement>(null)
  useEffect(() => scrollTo(frame.current, shown), [shown])
  const textRow = (title: string, text: (result: EpochResult) => React.ReactNode) => (
    <tr>
      <th scope="row">{title}</th>
      {columns.map(({ epoch, value, isCurrent, progress }) => (
        <td key={epoch} className={classOf(epoch === shown, !isCurrent)}>
          {value ? text(value) : <span className="muted">{missingNumber(progress !== null)}</span>}
        </td>
      ))}
    </tr>
  )
  const verdict = (outcome: Outcome) => <Verdict outcome={outcome} epsilon={run.measured.epsilon255} />
  return (
    <figure className="figure" data-testid={`strip-${run.id}`}>
      <figcaption>
        {travelTitle(run)}: every epoch <span className="muted">{run.summary}</span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <section className="epoch-frame" ref={frame} tabIndex={0} aria-label={`Epochs of ${travelTitle(run)}`}>
        <table className="epoch-strip">
          <thead>
            <tr>
              <th scope="col">Epoch</th>
              {columns.map(({ epoch }) => (
                <th scope="col" key={epoch} className={classOf(epoch === shown, false)} data-epoch={epoch}>
                  <button
                    type="button"
                    aria-pressed={epoch === shown}
                    title={`Show epoch ${epoch}`}
                    onClick={() => lookAtEpochs({ epoch })}
                  >
                    {epoch}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {MAPS.map((map) => (
              <tr key={map} className="epoch-maps">
                <th scope="row">{map === 'gradient' ? 'Gradient' : `Changed by ${attackName}`}</th>
                {columns.map(({ epoch, value, isCurrent, error }) => (
                  <td key={epoch} className={classOf(epoch === shown, !isCurrent)}>
                    {value ? (
                      <StripMap
                        result={value}
                        map={map}
                        run={run}
                        epoch={epoch}
                        drawing={{ display, attack, attackName, scale }}
                      />
                    ) : (
                      <div className="placeholder">{error === null ? '' : 'failed'}</div>
                    )}
                  </td>
                ))}
              </tr>
            ))}
            {textRow('‖∇‖₁', ({ gradient }) => threeDigits(gradient.l1))}
            {textRow('r', ({ alignment }) => correlationText(alignment.correlation))}
            {textRow('predicts', ({ prediction }) => run.manifest.classes[argMax(prediction.logits)])}
            {textRow('FGSM', ({ attacks }) => verdict(attacks.fgsm.verdict))}
            {textRow(travelAttackName('pgd', run.measured), ({ attacks }) => verdict(attacks.pgd.verdict))}
          </tbody>
        </table>
      </section>
    </figure>
  )
}

interface StripMapProps {
  readonly result: EpochResult
  readonly map: EpochMapId
  readonly run: EpochRun
  readonly epoch: number
  readonly drawing: Parameters<typeof epochMaps>[1]
}

function StripMap({ result, map, run, epoch, drawing }: StripMapProps) {
  const { display, attack, attackName, scale } = drawing
  const drawn = useMemo(
    () => epochMaps(result, { display, attack, attackName, scale }).find(({ id }) => id === map),
    [result, map, display, attack, attackName, scale],
  )
  const { className } = outcomeAt(result.attacks[attack].verdict, run.measured.epsilon255)
  if (drawn === undefined) return null
  return (
    <div className={`strip-map ${map === 'gradient' ? '' : className}`}>
      <PixelCanvas
        rowId={`strip-${run.id}-${map}`}
        colors={drawn.colors}
        height={result.image.height}
        width={result.image.width}
        label={`${drawn.title}, ${travelTitle(run)}, epoch ${epoch}`}
        readout={drawn.readout}
        isReadable={false}
      />
    </div>
  )
}

function Verdict({ outcome, epsilon }: { readonly outcome: Outcome; readonly epsilon: number }) {
  const { symbol, shortWord, className, word } = outcomeAt(outcome, epsilon)
  return (
    <span className={`verdict ${className}`} title={word}>
      {symbol} {shortWord}
    </span>
  )
}

const classOf = (isShown: boolean, isStale: boolean): string =>
  [isShown && 'is-shown', isStale && 'is-stale'].filter(Boolean).join(' ')

/** Brings an epoch's column into view, where the strip is wider than the page. */
function scrollTo(frame: HTMLElement | null, epoch: number): void {
  const heading = frame?.querySelector<HTMLElement>(`[data-epoch="${epoch}"]`)
  if (!frame || !heading || frame.scrollWidth <= frame.clientWidth) return
  const { left, width } = heading.getBoundingClientRect()
  const middle = frame.getBoundingClientRect().left + frame.clientWidth / 2
  frame.scrollBy({ left: left + width / 2 - middle })
}
