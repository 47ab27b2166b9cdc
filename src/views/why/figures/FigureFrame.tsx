import type { ReactNode } from 'react'
import { useActions, useApp } from '../../parts/appContext'
import { ComputedFigure, type ComputedOfModel, isAnyComputed } from '../../parts/figures/ComputedFigure'

interface FigureFrameProps {
  readonly caption: ReactNode
  /** What it is made of, model by model. */
  readonly of: readonly ComputedOfModel<unknown>[]
  readonly testId: string
  readonly children: ReactNode
}

/** A figure of the article. */
export function FigureFrame(props: FigureFrameProps) {
  const { retryWhy } = useActions()
  const isOnItsWay = useApp(({ why }) => isAnyComputed(why))
  return <ComputedFigure {...props} className="article-figure" isOnItsWay={isOnItsWay} onRetry={retryWhy} />
}
