import type { ReactNode } from 'react'
import type { WhyState } from '../../../store/types'
import type { WhyFigureId } from '../../../store/why/why'
import { useActions, useApp } from '../../parts/appContext'
import { Waiting } from '../../parts/Waiting'
import type { FigureOfModel } from '../useWhyFigure'

interface FigureFrameProps {
  readonly caption: ReactNode
  /** What it is made of, model by model. */
  readonly of: readonly FigureOfModel<WhyFigureId>[]
  readonly testId: string
  readonly children: ReactNode
}

/** A figure with what is still being computed, and what failed, with a way to retry. */
export function FigureFrame({ caption, of, testId, children }: FigureFrameProps) {
  const { retryWhy } = useActions()
  const isOnItsWay = useApp(({ why }) => Object.values(why).some(isComputing))
  const missing = of.filter(({ computed }) => computed.value === null && computed.error === null)
  const isBusy = of.some(({ computed }) => computed.progress !== null) || missing.length > 0
  return (
    <figure className="figure article-figure" data-testid={testId} data-settled={!isBusy && of.length > 0}>
      {children}
      {missing.length > 0 && (
        <Waiting className="note" isOnItsWay={isOnItsWay}>
          {`Computing for ${missing.map(({ name }) => name).join(', ')}…`}
        </Waiting>
      )}
      {of.map(
        ({ id, name, computed: { error } }) =>
          error !== null && (
            <div key={id} className="cell-error" role="alert">
              <p>
                {name}: {error}
              </p>
              <button type="button" onClick={() => retryWhy(id)}>
                Retry
              </button>
            </div>
          ),
      )}
      <figcaption className="note">{caption}</figcaption>
    </figure>
  )
}

/** Figures are computed one after another, so that those that are missing follow. */
const isComputing = (figures: WhyState[string]): boolean =>
  Object.values(figures).some(({ progress }) => progress !== null)
