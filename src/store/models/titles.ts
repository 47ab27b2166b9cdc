/** @file Display names of architectures and activations. Unknown ids are returned unchanged. */
import { ACTIVATION_TITLES } from '../../engine/architectures/activationNames'
import { ARCHITECTURE_TITLES } from '../../engine/architectures/titles'

const titleIn = (titles: Readonly<Record<string, string>>, id: string): string =>
  Object.hasOwn(titles, id) ? (titles[id] as string) : id

/** Such as "GELU". */
export const activationName = (id: string): string => titleIn(ACTIVATION_TITLES, id)

/** Such as "ResNet". */
export const architectureTitle = (id: string): string => titleIn(ARCHITECTURE_TITLES, id)
