import { useStore } from 'zustand'
import { Unbroken } from '../Unbroken'
import { announcer } from './announcer'

/** Shows and speaks what is told in passing. */
export function Announcements() {
  const { text, turn } = useStore(announcer)
  return (
    <div role="status" className="announcements" data-testid="announcements">
      {text !== '' && (
        <p key={turn}>
          <Unbroken>{text}</Unbroken>
        </p>
      )}
    </div>
  )
}
