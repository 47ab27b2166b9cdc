/** @file Commands that choose an image and its label. */
import { arrangeGallery, type GalleryImage } from '../../../images/gallery'
import { readyManifests } from '../../../store/compare/questions'
import type { AppState } from '../../../store/types'
import { type Command, type CommandGroup, quietly } from '../../parts/commands/command'

/** Images that suit the models, in the order of the gallery. */
const offeredImages = ({ models }: AppState): readonly GalleryImage[] =>
  arrangeGallery(readyManifests(models).map(({ classes }) => classes))
    .filter(({ isOffered }) => isOffered)
    .flatMap(({ group }) => group.images)

/** The image so many places on, around the ends. */
function imageBeside(state: AppState, by: 1 | -1): GalleryImage | undefined {
  const images = offeredImages(state)
  const at = images.findIndex(({ id }) => id === state.image?.galleryId)
  return images[at < 0 ? 0 : (at + by + images.length) % images.length]
}

const step = (id: string, name: string, shortcut: string, by: 1 | -1): Command => ({
  id,
  name,
  shortcut,
  words: 'gallery picture',
  perform: quietly(({ actions, state }) => {
    const image = imageBeside(state(), by)
    return image && actions.chooseGalleryImage(image)
  }),
})

const nextImage = step('next-image', 'Next image', 'j', 1)
const previousImage = step('previous-image', 'Previous image', 'k', -1)

const ownPrediction: Command = {
  id: 'own-prediction',
  name: 'Take each model’s own prediction as the label',
  isEnabled: ({ label }) => label !== null,
  perform: quietly(({ actions }) => actions.chooseLabel(null)),
}

const showImage = (image: GalleryImage): Command => ({
  id: `image-${image.id}`,
  name: `Show “${image.alt}”`,
  words: `image picture ${image.labelName ?? ''}`,
  perform: quietly(({ actions }) => actions.chooseGalleryImage(image)),
})

export const imageGroup: CommandGroup = {
  title: 'Image',
  commandsIn: () => [nextImage, previousImage, ownPrediction],
}

export const galleryGroup: CommandGroup = {
  title: 'Gallery',
  isOnlyFound: true,
  commandsIn: (state) => offeredImages(state).map(showImage),
}
