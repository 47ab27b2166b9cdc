import { ACTIVATION_TITLES } from '../../engine/architectures/activationNames'

/** Such as "GELU". One that is not known here goes by its id. */
export const activationName = (id: string): string =>
  Object.hasOwn(ACTIVATION_TITLES, id) ? ACTIVATION_TITLES[id as keyof typeof ACTIVATION_TITLES] : id
