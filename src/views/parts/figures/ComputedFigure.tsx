import type { ReactNode } from 'react'
import type { Computed } from '../../../store/types'
import { Waiting } from '../Waiting'

/** A figure's result for a model on screen. */
export interface ComputedOfModel<Value> {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly computed: Computed<Value>
}

interface ComputedFigureProps {
  readonly className?: string
  readonly caption: ReactNode
  readonly isCaptionAbove?: boolean
  /** What it is made of, model by model. */
  readonly of: readonly ComputedOfModel<unknown>[]
  /** Whether anything of the view is being computed: figures follow one another. */
  readonly isOnItsWay: boolean
  readonly testId: string
  readonly onRetry: (modelId: string) => void
  readonly children: ReactNode
}

/** A figure that is computed while its view is open, with what is still missing, and what failed, with a way to retry. */
export function ComputedFigure(props: ComputedFigureProps) {
  const { className = '', caption, isCaptionAbove = false, of, isOnItsWay, testId, onRetry, children } = props
  const missing = of.filter(({ computed }) => computed.value === null && computed.error === null)
  const isBusy = of.some(({ computed }) => computed.progress !== null) || missing.length > 0
  const words = <figcaption className="note">{caption}</figcaption>
  return (
    <figure className={`figure ${className}`} data-testid={testId} data-settled={!isBusy && of.length > 0}>
      {isCaptionAbove && words}
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
              <button type="button" onClick={() => onRetry(id)}>
                Retry
              </button>
            </div>
          ),
      )}
      {!isCaptionAbove && words}
    </figure>
  )
}

/** Whether any figure of any model is being computed. */
export const isAnyComputed = (
  figures: Readonly<Record<string, Readonly<Record<string, { readonly progress: number | null } | undefined>>>>,
): boolean => Object.values(figures).some((own) => Object.values(own).some((each) => (each?.progress ?? null) !== null))
