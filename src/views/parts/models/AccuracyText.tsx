import { percent, whole } from '../format'
import { attackText, type Headline, type MeasuredShare, provenance } from './headline'

/** A model's two accuracies, each with its number of images. */
export function AccuracyText({ headline: { clean, robust } }: { readonly headline: Headline }) {
  return (
    <>
      <Accuracy measured={clean} name="clean" />
      {robust && <Accuracy measured={robust} name={attackText(robust)} />}
      <span className="image-count muted">{countText(clean, robust)}</span>
    </>
  )
}

function Accuracy({ measured, name }: { readonly measured: MeasuredShare; readonly name: string }) {
  return (
    <span className="accuracy" title={provenance(measured)}>
      <span className="accuracy-share">
        <strong>{percent(measured.share)}</strong> %
      </span>{' '}
      {name}
    </span>
  )
}

function countText(clean: MeasuredShare, robust: MeasuredShare | null): string {
  return robust === null || robust.images === clean.images
    ? `n = ${whole(clean.images)}`
    : `n = ${whole(clean.images)}, ${whole(robust.images)} attacked`
}
