import { askQuantity } from '../../../client/askQuantity'
import type { Manifest } from '../../../engine/checkpoints/manifest'
import { fitOf } from '../../../engine/checkpoints/resizing'
import type { GradientScalarId } from '../../../engine/gradients/scalars/registry'
import { galleryIdsFor } from '../../../images/gallery'
import { findClass, readyManifests } from '../../../store/compare/questions'
import type { AppState } from '../../../store/types'
import type { CertaintySample } from '../../../store/why/why'
import { type PixelImage, pixels01 } from '../../../units'
import type { Asking } from '../../openFigures/types'

/** The norms of the gradients of loss and margin on the gallery's images, which models are more or less certain of. */
export const certainty = {
  id: 'certainty',
  needs: ({ models }: AppState, modelId: string) => {
    const ready = models.find(({ id }) => id === modelId)
    const [manifest] = ready === undefined ? [] : readyManifests([ready])
    return manifest === undefined || galleryIdsFor([manifest.classes]).length === 0 ? null : { manifest }
  },
  async compute(asking: Asking, { manifest }: { readonly manifest: Manifest }, modelId: string) {
    const { client, gallery, wait, report } = asking
    const ids = galleryIdsFor([manifest.classes])
    const fit = fitOf(manifest.input)
    const samples: CertaintySample[] = []
    for (const [place, id] of ids.entries()) {
      const { pixels, labels, classes, size } = await gallery.read(ids, [place], fit)
      const image: PixelImage = { pixels: pixels01(pixels), height: size, width: size }
      const label = findClass(manifest.classes, classes[labels[0] as number] as string)
      const about = { modelId, image, label }
      const l1Of = async (gradientOf: GradientScalarId) =>
        (await wait(askQuantity(client, { quantity: 'gradient', settings: { gradientOf }, ...about }))).l1
      const { loss } = await wait(askQuantity(client, { quantity: 'prediction', ...about }))
      samples.push({ id, loss, lossL1: await l1Of('loss'), marginL1: await l1Of('margin') })
      report((place + 1) / ids.length)
    }
    return samples
  },
}
