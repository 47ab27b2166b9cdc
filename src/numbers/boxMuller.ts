/**
 * Two independent standard normal numbers from two uniform numbers in [0, 1) (Box and Muller 1958).
 *
 * @param radius determines their distance from the origin
 * @param angle determines their direction
 */
export function boxMuller(radius: number, angle: number): readonly [number, number] {
  const length = Math.sqrt(-2 * Math.log(1 - radius))
  const turn = 2 * Math.PI * angle
  return [length * Math.cos(turn), length * Math.sin(turn)]
}
