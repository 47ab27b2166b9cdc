import { type Headline, isOfFewImages } from './headline'

/** Clean accuracy as a light bar and robust accuracy as a dark bar inside it, from 0 to 100 %. The numbers stand next to it. */
export function AccuracyBar({ headline: { clean, robust } }: { readonly headline: Headline }) {
  return (
    <span className="accuracy-bar" aria-hidden="true">
      <span className="is-clean" style={{ width: `${100 * clean.share}%` }} />
      {robust && <span className="is-robust" style={{ width: `${100 * robust.share}%` }} />}
      {robust && isOfFewImages(robust) && (
        <span
          className="accuracy-interval"
          style={{
            left: `${100 * robust.interval.low}%`,
            width: `${100 * (robust.interval.high - robust.interval.low)}%`,
          }}
        />
      )}
    </span>
  )
}
