import type { Manifest } from '../../../engine/checkpoints/manifest'
import { eps255 } from '../../../units'
import { useActions, useApp } from '../../parts/appContext'
import { Facts } from '../../parts/Facts'
import { epsilonText, threeDigits, whole } from '../../parts/format'
import { trainedText } from '../../parts/models/names'
import { recipeSections } from './recipeSettings'

/** How a model was trained: the manifest's summary, and every setting of the recipe. */
export function CardTraining({ manifest }: { readonly manifest: Manifest }) {
  return (
    <>
      <Training manifest={manifest} />
      <Recipe manifest={manifest} />
    </>
  )
}

function Training({ manifest: { training, input, classes, weights } }: { readonly manifest: Manifest }) {
  const { epsilon255, startedFrom, secondsPerEpoch, seed, libraries, device } = training
  return (
    <section>
      <h3>Training</h3>
      <Facts
        facts={[
          ['objective', training.objective],
          ['ε', epsilon255 === null ? null : epsilonText(eps255(epsilon255))],
          ['length', trainedText(training)],
          ['computed on', device ?? null],
          ['seconds per epoch', secondsPerEpoch === null ? null : threeDigits(secondsPerEpoch)],
          ['started from', startedFrom === null ? null : <ModelLink key="link" id={startedFrom} />],
          ['seed', String(seed)],
          ['parameters', whole(weights.parameters)],
          ['input', inputText(input)],
          ['classes', classes.length > 20 ? whole(classes.length) : classes.join(', ')],
          [
            'libraries',
            Object.entries(libraries)
              .map((pair) => pair.join(' '))
              .join(', ') || null,
          ],
        ]}
      />
    </section>
  )
}

/** A grey model's gradients and perturbations are of the RGB image that the page has, as docs/opening-models.md explains. */
const inputText = ({ width, height, channels }: Manifest['input']) =>
  `${width} × ${height} × ${channels}${channels === 1 ? ': the luma of RGB images, of whose values gradients are taken and norms measured' : ''}`

/** Opens another model's card, if the page has that model. */
function ModelLink({ id }: { readonly id: string }) {
  const isShipped = useApp((state) => state.zoo.some((model) => model.id === id))
  const { openCard } = useActions()
  if (!isShipped) return <code>{id}</code>
  return (
    <button type="button" className="link" onClick={() => openCard(id)}>
      <code>{id}</code>
    </button>
  )
}

function Recipe({ manifest: { training } }: { readonly manifest: Manifest }) {
  const sections = recipeSections(training.recipe)
  if (sections.length === 0) return null
  return (
    <section>
      <h3>Recipe</h3>
      <div className="recipe">
        {sections.map(({ title, settings }) => (
          <div key={title}>
            {title && <h4>{title}</h4>}
            <Facts facts={settings.map(({ name, value }) => [name, value])} />
          </div>
        ))}
      </div>
    </section>
  )
}
