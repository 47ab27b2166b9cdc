import { createContext, type ReactNode, useContext } from 'react'

interface WaitingProps {
  /** Whether what is missing will come by itself. */
  readonly isOnItsWay: boolean
  /** Such as "computing…". */
  readonly children: ReactNode
  readonly className?: string
}

/** Waiting text in place of a missing value, shown only while the value is on its way; failures are reported elsewhere. */
export function Waiting({ isOnItsWay, children, className = 'muted' }: WaitingProps) {
  return <p className={className}>{isOnItsWay && children}</p>
}

/** Whether the numbers that a run lacks are on their way: around all that is shown of the run. */
export const NumbersOnTheirWay = createContext(false)

/** In place of a number that is missing. */
export const missingNumber = (isOnItsWay: boolean): string => (isOnItsWay ? '…' : '–')

export function MissingNumber() {
  return <span className="muted">{missingNumber(useContext(NumbersOnTheirWay))}</span>
}
