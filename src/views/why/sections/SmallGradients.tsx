import { countOf } from '../../../countOf'
import { threeDigits } from '../../parts/format'
import { ClaimRows } from '../figures/ClaimRows'
import { useDataSetZoo } from '../figures/useDataSetZoo'
import { ZooFigure } from '../figures/ZooFigure'
import { contrastIn, type Described, measuredMean } from '../figures/zooPoints'

export function SmallGradients() {
  const { data, manifests } = useDataSetZoo()
  const contrast = contrastIn(manifests)
  return (
    <section>
      <h3>Robust models have small gradients</h3>
      <p>
        If the norm is a slope, robust models should have a small one, and they do. For ImageNet the paper’s table 1 has
        a mean ‖∇L‖₁ of 3,892 for a Swin-B that was trained as usual, and of 37.4 for one that was trained on attacked
        images: about a hundred times less. {contrast && <Contrast data={data} models={contrast} />}
      </p>
      <ZooFigure mean="meanL1" />
      <ClaimRows of="norms" />
      <p>
        The direction is the paper’s, the factor is not: nowhere in this zoo does it come near a hundred. The networks
        and images here are far smaller than those of the paper; which of the differences accounts for it was not
        measured.
      </p>
    </section>
  )
}

interface ContrastProps {
  readonly data: string
  readonly models: readonly [natural: Described, robust: Described]
}

function Contrast({ data, models: [natural, robust] }: ContrastProps) {
  const [high, low] = [natural, robust].map((manifest) => measuredMean(manifest, 'meanL1') ?? Number.NaN) as [
    number,
    number,
  ]
  return (
    <>
      For {data} this zoo has <data value={high}>{threeDigits(high)}</data> for {natural.name} and{' '}
      <data value={low}>{threeDigits(low)}</data> for {robust.name}, over{' '}
      {countOf(natural.figures?.gradients?.images ?? 0, 'test image')}.
    </>
  )
}
