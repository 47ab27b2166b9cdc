import { createContext, type ReactNode, useContext } from 'react'

interface WaitingProps {
  /** Whether the missing value is being computed. */
  readonly isOnItsWay: boolean
  /** Such as "computing…". */
  readonly children: ReactNode
  readonly className?: string
}

/** Text in place of a missing value, shown only while the value is being computed; failures are reported elsewhere. */
export function Waiting({ isOnItsWay, children, className = 'muted' }: WaitingProps) {
  return <p className={className}>{isOnItsWay && children}</p>
}

/** Whether the missing numbers of a run are still being computed; provided around everything shown of the run. */
export const NumbersOnTheirWay = createContext(false)

/** Shown in place of a missing number. */
export const missingNumber = (isOnItsWay: boolean): string => (isOnItsWay ? '…' : '–')

export function MissingNumber() {
  return <span className="muted">{missingNumber(useContext(NumbersOnTheirWay))}</span>
}
