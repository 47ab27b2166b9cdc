import { useApp } from '../appContext'
import { megabytes } from '../format'

/** How much storage kept work takes, and how much the browser allows. */
export function KeptSpace() {
  const bytes = useApp((state) => state.kept.entries.reduce((sum, entry) => sum + entry.bytes, 0))
  const { quota, usage } = useApp((state) => state.kept)
  return (
    <div className="kept-space">
      <p className="note" data-testid="kept-space">
        Kept in this browser until you delete them. All runs and models together take {megabytes(bytes)}
        {usage !== null && `, everything of this page ${sizeWords(usage)}`}
        {quota !== null && ` of about ${sizeWords(quota)} that the browser allows`}.
      </p>
      {quota !== null && usage !== null && (
        <meter
          min={0}
          max={quota}
          high={0.9 * quota}
          value={usage}
          aria-label="Storage used of what the browser allows"
        />
      )}
    </div>
  )
}

const sizeWords = (bytes: number): string => (bytes < 1e9 ? megabytes(bytes) : `${(bytes / 1e9).toFixed(1)} GB`)
