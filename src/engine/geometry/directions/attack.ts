import type { LossDirection } from './defineDirection'

/** From the image to what the attack made of it, so that t = 1 is the attacked image. */
export const attackDirection: LossDirection = {
  title: 'the attack',
  about: 'From the image, t = 0, to what the attack on screen made of it, t = 1, and as far again beyond.',
  isScaled: false,
  async course({ image: { pixels }, attacked }) {
    if (attacked === null) throw new Error('The way along the attack needs the attacked image; wait for the attack.')
    return attacked.map((value, i) => value - (pixels[i] as number))
  },
  whyZero: 'the attack left the image unchanged',
}
