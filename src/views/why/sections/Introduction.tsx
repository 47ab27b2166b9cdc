import { InlineTerm } from '../../parts/help/InlineTerm'
import { WorkLink } from './WorkLink'

export function Introduction() {
  return (
    <header className="article-head">
      <h2>Why does the input gradient tell robustness?</h2>
      <p>
        Change an image by less than a person would notice, and a classifier that was right a moment ago calls an
        airplane a ship. To find such a change, an attack asks the model one question over and over: if this pixel
        became a little brighter, how much would the loss rise? The answers for all pixels together are the{' '}
        <InlineTerm name="input gradient" />. It takes one backward pass, it can be drawn as an image, and it needs no
        attack at all.
      </p>
      <p>
        The paper behind this page, <WorkLink of="paper" />, argues that this natural gradient already tells most of
        what an attack would find out, and that training can begin there. This article follows the argument with figures
        that are computed in this tab, for the models and the image on screen, and sets each claim of the paper beside
        what the page’s own zoo shows, including what the zoo does not confirm.
      </p>
    </header>
  )
}
