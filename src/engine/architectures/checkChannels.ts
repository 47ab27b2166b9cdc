/** Throws one sentence if the images' channels do not match the network's first layer. */
export function checkChannels(wanted: number, given: number): void {
  if (wanted === given) return
  throw new Error(
    `The manifest's field "input.channels" is ${given} where the network's first layer takes ${wanted}; correct it or export the model again.`,
  )
}
