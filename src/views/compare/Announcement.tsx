import { useEffect, useState } from 'react'
import { useApp } from '../parts/appContext'
import { resultSentence } from './resultSentence'

/** A slider that is dragged passes results that nobody asked to hear. */
const MS_OF_QUIET = 700

/** Says the result of the comparison to screen readers, once it has settled. */
export function Announcement() {
  const sentence = useApp(resultSentence)
  const [said, setSaid] = useState('')
  useEffect(() => {
    // Emptied in between, so that the same result for another image is said again.
    if (sentence === null) return setSaid('')
    const timer = setTimeout(() => setSaid(sentence), MS_OF_QUIET)
    return () => clearTimeout(timer)
  }, [sentence])
  return (
    <p className="visually-hidden" role="status" data-testid="announcement">
      {said}
    </p>
  )
}
