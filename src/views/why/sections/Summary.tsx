import { useActions } from '../../parts/appContext'

export function Summary() {
  const { openView } = useActions()
  return (
    <section>
      <h3>What to make of it</h3>
      <ul className="article-list">
        <li>The L1 norm is the slope of the loss: it foretells small attacks, and PGD has to tell the rest.</li>
        <li>
          On a single image the norm also says how certain the model is; compare means over many images, or the gradient
          of the margin.
        </li>
        <li>Alignment with edges goes with robustness, but can be had without it.</li>
        <li>
          Trust neither before an attack that needs no gradient has tried, and no accuracy without the number of images
          and its interval.
        </li>
      </ul>
      <p>
        Go and see: put models{' '}
        <button type="button" className="link" onClick={() => openView('compare')}>
          side by side
        </button>
        , or{' '}
        <button type="button" className="link" onClick={() => openView('training')}>
          train one yourself
        </button>{' '}
        with the paper’s penalty and watch its gradients change.
      </p>
    </section>
  )
}
