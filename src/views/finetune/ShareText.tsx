import { wilsonInterval } from '../../numbers/wilson'
import { percent } from '../format'

interface ShareTextProps {
  readonly count: number
  readonly pictures: number
}

/** A share with Wilson's 95 % interval: "43.3 % (36.1 to 50.9)". */
export function ShareText({ count, pictures }: ShareTextProps) {
  const share = count / pictures
  const { low, high } = wilsonInterval(share, pictures)
  return (
    <>
      {percent(share)} %{' '}
      <span className="muted">
        ({percent(low)} to {percent(high)})
      </span>
    </>
  )
}
