import type * as Fields from '../settings/fields'

/** Half the side of the cube of pixels around the image, on pixels in [0, 1]. */
export const epsilon = ({ realNumber }: typeof Fields) => realNumber({ min: 0, max: 1, usual: 8 / 255 }, { label: 'ε' })
