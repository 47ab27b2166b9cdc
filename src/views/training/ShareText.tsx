import { wilsonInterval } from '../../numbers/wilson'
import { percent } from '../parts/format'

interface ShareTextProps {
  readonly count: number
  readonly images: number
}

/** A share with Wilson's 95 % interval: "43.3 % (36.1 to 50.9)". */
export function ShareText({ count, images }: ShareTextProps) {
  const share = count / images
  const { low, high } = wilsonInterval(share, images)
  return (
    <>
      {percent(share)} %{' '}
      <span className="muted">
        ({percent(low)} to {percent(high)})
      </span>
    </>
  )
}
