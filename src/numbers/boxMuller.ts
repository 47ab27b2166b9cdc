/**
 * Two independent numbers of mean 0 and variance 1 from two that are uniform in [0, 1) (Box and Muller 1958).
 *
 * @param radius decides how far from 0 both are together
 * @param angle decides how that is shared between them
 */
export function boxMuller(radius: number, angle: number): readonly [number, number] {
  const length = Math.sqrt(-2 * Math.log(1 - radius))
  const turn = 2 * Math.PI * angle
  return [length * Math.cos(turn), length * Math.sin(turn)]
}
