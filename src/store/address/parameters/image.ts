/** @file The image and the class that its loss is taken for. */
import { findGalleryImage, firstImage } from '../../../images/gallery'
import { askedIdOf, isOwnImageId } from '../../compare/askedImage'
import { leadingManifest } from '../../compare/questions'
import type { AppState, AskedImage } from '../../types'
import { type AddressParameter, DETAIL, defineParameter, ENTRY } from '../parameter'
import { nameText } from '../texts'

/** More than the names of classes have. */
const LONGEST_NAME = 200
/** Stands for no text; no class is named so. */
const OF_THE_IMAGE = ' '

/** The id of the image that is shown, or will be as soon as it can; null for the one that suits the models. */
const imageIdOf = ({ askedImage, image }: AppState): string | null => (askedImage ? askedImage.id : askedIdOf(image))

/** What the page shows to these models by itself; null until the first of them is there. */
function usualImageId({ models }: AppState): string | null {
  const leading = leadingManifest(models)
  return leading && firstImage([leading.classes], leading.architecture).id
}

/** undefined for the image that the page chooses, whose label comes with it. */
const labelOf = (id: string | null): AskedImage['label'] =>
  id === null ? undefined : (findGalleryImage(id)?.labelName ?? null)

export const imageParameters: readonly AddressParameter[] = [
  defineParameter<string | null>({
    key: 'image',
    history: ENTRY,
    text: {
      // The image that suits the models needs no name.
      write: (id, state) => (id === null || id === usualImageId(state) ? '' : id),
      read: (text) => (isOwnImageId(text) || findGalleryImage(text) !== undefined ? text : undefined),
    },
    current: imageIdOf,
    usual: () => null,
    withValue(state, asked) {
      const id = asked ?? usualImageId(state)
      if (id !== null && id === askedIdOf(state.image))
        return { ...state, askedImage: null, label: labelOf(id) ?? null }
      return { ...state, askedImage: { id: asked, label: labelOf(asked) } }
    },
    // Before, there is none, or it is not known whether it is the usual one.
    isSettled: (state) => state.askedImage !== null || (state.image !== null && usualImageId(state) !== null),
  }),
  defineParameter<AskedImage['label']>({
    key: 'label',
    history: DETAIL,
    // The empty text is each model's own prediction; the image's own label is not written.
    text: { write: (label) => (label === undefined ? OF_THE_IMAGE : (label ?? '')), read: nameText(LONGEST_NAME).read },
    current: ({ askedImage, label }) => (askedImage ? askedImage.label : label),
    usual: (state) => labelOf(imageIdOf(state)),
    withValue: (state, label) =>
      state.askedImage ? { ...state, askedImage: { ...state.askedImage, label } } : { ...state, label: label ?? null },
    isSettled: ({ askedImage, image }) => askedImage !== null || image !== null,
  }),
]
